import type { KernelLimits } from '../../core/kernel.ts';
import type { Problem } from '../../core/problem.ts';
import { slabs } from '../../core/workgroups.ts';
import { padRows, stripPadding } from '../../formats/padded-rows.ts';
import { type BindingLimits, bindingBytes, fitsBinding } from '../row-slabs.ts';
import { workgroupsFit } from '../workgroups-fit.ts';

/** Columns of B and C are padded to whole vec4s of f32. */
const QUAD_COLUMNS = 4;
const QUAD_BYTES = 16;

/** Consecutive columns of B and C, each in a buffer of its own. */
export interface ColumnSlab {
  readonly firstColumn: number;
  readonly columnCount: number;
  /** vec4s in a row. */
  readonly quadCount: number;
}

/**
 * True, or what cannot be cut to fit: four columns of B or C, or a part of A.
 * @param bytesByName of the parts of A that a binding must hold
 * @param rowsPerThread rows of C that a thread owns
 */
export function spmmFits(
  { a, rhsColumnCount }: Problem,
  limits: KernelLimits,
  bytesByName: Readonly<Record<string, number>>,
  rowsPerThread: number,
): true | string {
  if (rhsColumnCount < 1) return 'matrix × matrix needs at least one right-hand side, there are 0';
  const fits = fitsBinding(
    {
      'four columns of B': QUAD_BYTES * a.columnCount,
      'four columns of C': QUAD_BYTES * a.rowCount,
      ...bytesByName,
    },
    limits,
  );
  // In the worst shape a workgroup owns one row and a quad of its columns.
  const count = Math.ceil(a.rowCount / rowsPerThread) * Math.ceil(rhsColumnCount / QUAD_COLUMNS);
  return fits === true ? workgroupsFit(count, limits) : fits;
}

/** As few slabs as bindings of B and C allow. */
export function columnSlabs(
  { a, rhsColumnCount }: Pick<Problem, 'a' | 'rhsColumnCount'>,
  limits: BindingLimits,
): readonly ColumnSlab[] {
  const rows = Math.max(a.rowCount, a.columnCount);
  const widest = QUAD_COLUMNS * Math.floor(bindingBytes(limits) / (QUAD_BYTES * rows));
  return slabs(rhsColumnCount, widest).map(([begin, end]) => ({
    firstColumn: begin,
    columnCount: end - begin,
    quadCount: Math.ceil((end - begin) / QUAD_COLUMNS),
  }));
}

/** The columns of B of a slab, row-major, zero beyond the last; B itself where these are all and need no padding. */
export function rhsOf(
  { a, rhs, rhsColumnCount }: Problem,
  { firstColumn, columnCount, quadCount }: ColumnSlab,
): Float32Array<ArrayBuffer> {
  const stride = QUAD_COLUMNS * quadCount;
  if (columnCount === rhsColumnCount) return padRows(rhs, a.columnCount, columnCount, stride);
  const values = new Float32Array(a.columnCount * stride);
  for (let k = 0; k < a.columnCount; k++) {
    const begin = k * rhsColumnCount + firstColumn;
    values.set(rhs.subarray(begin, begin + columnCount), k * stride);
  }
  return values;
}

/** C, row-major, from its slabs one after the other. */
export function joinedColumns(
  raw: Float32Array<ArrayBuffer>,
  rowCount: number,
  columns: readonly ColumnSlab[],
): Float32Array<ArrayBuffer> {
  const [only, ...others] = columns;
  if (others.length === 0)
    return stripPadding(raw, rowCount, only!.columnCount, QUAD_COLUMNS * only!.quadCount);
  const count = columns.reduce((sum, { columnCount }) => sum + columnCount, 0);
  const joined = new Float32Array(rowCount * count);
  let begin = 0;
  for (const { firstColumn, columnCount, quadCount } of columns) {
    const stride = QUAD_COLUMNS * quadCount;
    for (let row = 0; row < rowCount; row++) {
      const from = begin + row * stride;
      joined.set(raw.subarray(from, from + columnCount), row * count + firstColumn);
    }
    begin += rowCount * stride;
  }
  return joined;
}
