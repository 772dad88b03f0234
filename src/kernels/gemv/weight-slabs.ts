import type { Encoded, EncodedArray } from '../../core/format.ts';
import type { KernelLimits, Resource } from '../../core/kernel.ts';
import { slabs } from '../../core/workgroups.ts';
import { packedRowBytes, type RowPacking } from '../../formats/row-packing.ts';
import { arrayResource, rowsPerBinding } from '../row-slabs.ts';

/** Consecutive rows of dense weights in whatever numbers: their values, and their scales where they have any. */
export interface WeightSlab {
  readonly firstRow: number;
  readonly rowCount: number;
  readonly values: Resource;
  readonly scales: Resource | null;
}

/** Cuts an encoding into slabs of whole rows that fit a binding ("a.0", "scales.0", "a.1", …), as views. */
export function weightSlabs(
  { rowCount, columnCount, arrays, meta }: Encoded,
  packing: RowPacking,
  limits: KernelLimits,
): readonly WeightSlab[] {
  const stride = meta.rowStride!;
  const rowsPerSlab = rowsPerBinding(packedRowBytes(columnCount, packing), limits);
  return slabs(rowCount, rowsPerSlab).map(([begin, end], index) => {
    const part = (name: string, array: EncodedArray, perRow: number): Resource =>
      arrayResource(`${name}.${index}`, 'weights', array.subarray(begin * perRow, end * perRow));
    return {
      firstRow: begin,
      rowCount: end - begin,
      values: part('a', arrays.values!, stride / packing.valuesPerWord),
      scales:
        packing.groupColumns === null ? null : part('scales', arrays.scales!, stride / packing.groupColumns),
    };
  });
}

/** Bytes of a padded row with its scales. */
export function weightRowBytes(columnCount: number, packing: RowPacking, stride: number): number {
  const scaleBytes = packing.groupColumns === null ? 0 : (4 * stride) / packing.groupColumns;
  return packedRowBytes(columnCount, packing) + scaleBytes;
}
