/**
 * The two scales that the figures need. d3-scale has them too (scales.test.ts compares), but brings interpolation of
 * colours and dates along: 8 kB of the 120 kB that the page may take.
 */
export type Scale = (value: number) => number;

type Pair = readonly [number, number];

/** Values outside the domain land on its ends, so that an interval that leaves the frame ends at its edge. */
export function linearScale([low, high]: Pair, [start, end]: Pair): Scale {
  return value => start + share((value - low) / (high - low)) * (end - start);
}

/** @param domain positive; anything at or under 0 lands on the lower end */
export function logScale([low, high]: Pair, [start, end]: Pair): Scale {
  const length = Math.log(high / low);
  return value => start + share(value > 0 ? Math.log(value / low) / length : 0) * (end - start);
}

function share(value: number): number {
  return Math.min(1, Math.max(0, value));
}
