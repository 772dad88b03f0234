const MIB = 2 ** 20;

/** What one read of a working set goes through. From a quarter of the least that streamed sets are anyway: smaller caches change nothing. */
export const CACHE_STEP_BYTES = 64 * MIB;
const WORKING_SETS_BYTES = [64, 128, 256, 512, 1024].map(size => size * MIB);
/** A device whose bindings are small has little memory to fill. */
const SMALL_BINDING_BYTES = 128 * MIB;
const MOST_OF_SMALL_BYTES = 256 * MIB;
/** A set read this many times as fast as the largest lies in a cache, at least in part. */
const FASTER = 1.15;

/**
 * Where the last cache ends, for choosing how much streamed cases go through.
 * @param readNs time of reading CACHE_STEP_BYTES, in turns out of a working set of so many bytes; null where the device
 *   does not take it
 * @returns bytes of the smallest working set that no cache holds; null if none of them is read faster than the largest
 */
export async function findLastCache(
  readNs: (workingSetBytes: number) => Promise<number | null>,
  limits: { readonly maxStorageBufferBindingSize: number },
): Promise<number | null> {
  const most = limits.maxStorageBufferBindingSize <= SMALL_BINDING_BYTES ? MOST_OF_SMALL_BYTES : Infinity;
  const seen: { readonly bytes: number; readonly ns: number }[] = [];
  for (const bytes of WORKING_SETS_BYTES.filter(size => size <= most)) {
    const ns = await readNs(bytes);
    if (ns === null) break;
    seen.push({ bytes, ns });
  }
  const fromMemory = seen.at(-1);
  if (!fromMemory) return null;
  const held = seen.findLastIndex(({ ns }) => FASTER * ns < fromMemory.ns);
  return held < 0 ? null : seen[held + 1]!.bytes;
}
