import type { Launch } from '../../core/kernel.ts';
import type { CacheState, OkRecord } from '../../core/record.ts';

/** More bind groups than this cost more than they show: smaller arrays are measured hot. */
const MAXIMUM_COPIES = 256;

/** How many copies of the weights a case rotates through, and why fewer than wanted where so. */
export function chooseCopies(launch: Launch, cache: CacheState, streamBytes: number): OkRecord['copies'] {
  const weightBytes = sum(
    launch.resources.filter(({ role }) => role === 'weights').map(({ byteLength }) => byteLength),
  );
  if (cache === 'hot' || weightBytes === 0) return { count: 1, workingSetBytes: weightBytes, cut: null };
  const wanted = Math.max(1, Math.ceil(streamBytes / weightBytes));
  const count = Math.min(wanted, MAXIMUM_COPIES);
  const cut = count < wanted ? `${wanted} copies wanted, at most ${MAXIMUM_COPIES} are made` : null;
  return { count, workingSetBytes: count * weightBytes, cut };
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
