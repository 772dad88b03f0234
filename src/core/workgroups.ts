import type { KernelLimits } from './kernel.ts';

/**
 * Folds `count` workgroups into two dimensions, since one dimension ends at maxComputeWorkgroupsPerDimension (65,535).
 * The shader recovers the flat index as `workgroup_id.y * num_workgroups.x + workgroup_id.x` and must ignore the few
 * indices ≥ count that the rounding adds.
 * @throws RangeError where even two dimensions do not suffice
 */
export function foldWorkgroups(
  count: number,
  limits: Pick<KernelLimits, 'maxComputeWorkgroupsPerDimension'>,
): readonly [number, number, number] {
  const limit = limits.maxComputeWorkgroupsPerDimension;
  if (count <= limit) return [Math.max(count, 1), 1, 1];
  const y = Math.ceil(count / limit);
  if (y > limit)
    throw new RangeError(`${count} workgroups exceed maxComputeWorkgroupsPerDimension² (${limit}²)`);
  return [Math.ceil(count / y), y, 1];
}

/** Consecutive ranges [begin, end) of at most `size`, covering 0 … count. One empty range for count 0. */
export function slabs(count: number, size: number): readonly (readonly [number, number])[] {
  if (!(size >= 1)) throw new RangeError(`a slab holds at least one row, got ${size}`);
  const ranges: [number, number][] = [];
  for (let begin = 0; begin < count; begin += size) ranges.push([begin, Math.min(begin + size, count)]);
  return ranges.length > 0 ? ranges : [[0, 0]];
}
