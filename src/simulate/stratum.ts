/** How far the limit that decides is from the others. */
export type Separation = 'apart' | 'close';

export const STRATA = [
  'bandwidth',
  'compute',
  'dispatch',
  'dispatch share',
  'load-limited',
  'issue-limited',
  'latency-limited',
  'occupancy-limited',
  'cache-resident',
  'slow resident set',
  'no near cache',
  'bad read probe',
  'slow read probe',
  'int4 issue-limited',
  'throttling',
] as const;
export type Stratum = (typeof STRATA)[number];
