import type { ProblemSpec } from '../../core/problem.ts';

const MIB = 2 ** 20;
/** From a quarter of the least that streamed sets are anyway: smaller caches change nothing. */
const WORKING_SETS_BYTES = [64 * MIB, 128 * MIB, 256 * MIB];
/** A set read this many times as fast as the largest lies in a cache, at least in part. */
const FASTER = 1.15;

/**
 * Where the last cache ends, for choosing how much streamed cases go through.
 * @param readNs time of one read of a working set; null where the device does not take it
 * @returns bytes of the smallest working set that no cache holds; null if none of them is read faster than the largest
 */
export async function findLastCache(
  readNs: (workingSet: ProblemSpec) => Promise<number | null>,
): Promise<number | null> {
  const seen: { readonly bytes: number; readonly bytesPerNs: number }[] = [];
  for (const bytes of WORKING_SETS_BYTES) {
    const ns = await readNs({ generator: 'vector', params: { n: bytes / 4, passes: 1 }, seed: 1 });
    if (ns !== null) seen.push({ bytes, bytesPerNs: bytes / ns });
  }
  const fromMemory = seen.at(-1);
  if (!fromMemory) return null;
  const held = seen.findLastIndex(({ bytesPerNs }) => bytesPerNs > FASTER * fromMemory.bytesPerNs);
  return held < 0 ? null : seen[held + 1]!.bytes;
}
