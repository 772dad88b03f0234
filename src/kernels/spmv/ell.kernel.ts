import wgsl from '../../../shaders/spmv/ell.wgsl?raw';
import type { Encoded, EncodedArray } from '../../core/format.ts';
import type { KernelDescriptor, KernelLimits, Launch, LaunchRequest } from '../../core/kernel.ts';
import type { Problem } from '../../core/problem.ts';
import type { Work } from '../../core/work.ts';
import { slabs } from '../../core/workgroups.ts';
import ell, { STRIP_ROWS } from '../../formats/ell.format.ts';
import operation from '../../operations/matvec.operation.ts';
import { longestStoredRow } from '../longest-row.ts';
import { takesOneVector } from '../one-vector.ts';
import { type BindingLimits, fitsBinding, rowsPerBinding } from '../row-slabs.ts';
import { workgroupsFit } from '../workgroups-fit.ts';
import { weights } from './csr-slabs.ts';
import type { SparseSlab } from './row-blocks.ts';
import { rowLaunch } from './row-launch.ts';

const WORKGROUP_SIZES = [64, 128, 256] as const;

const kernel: KernelDescriptor = {
  id: 'spmv/ell',
  label: 'ELL, thread a row',
  description:
    'All rows are padded to the longest and lie column by column: neighbouring threads read neighbouring words, and end together.',
  operation: 'matvec',
  format: 'ell-f32',
  wgsl,
  tunables: { workgroupSize: WORKGROUP_SIZES },
  requires: [],
  tolerance: 1e-5,
  dilutable: true,
  source: 'ELL of Bell and Garland, SC 2009',
  supports,
  launch,
};

function supports(problem: Problem, limits: KernelLimits): true | string {
  const { a, rhsColumnCount } = problem;
  if (rhsColumnCount !== 1) return takesOneVector(rhsColumnCount);
  const fits = fitsBinding(
    {
      x: 4 * a.columnCount,
      y: 4 * a.rowCount,
      [`a strip of ${STRIP_ROWS} rows`]: 4 * STRIP_ROWS * longestStoredRow(problem),
    },
    limits,
  );
  return fits === true ? workgroupsFit(Math.ceil(a.rowCount / Math.min(...WORKGROUP_SIZES)), limits) : fits;
}

/** What rowLaunch calls a row is here a strip of them. */
function launch(request: LaunchRequest): Launch {
  const { encoded, limits, tunables } = request;
  const workgroupSize = tunables.workgroupSize!;
  return rowLaunch(request, ellSlabs(encoded, limits), {
    rowsPerWorkgroup: workgroupSize / STRIP_ROWS,
    constants: { workgroupSize },
    work: workOf(request),
    expectedRow: (row, sourceOf) => STRIP_ROWS * sourceOf(Math.floor(row / STRIP_ROWS)) + (row % STRIP_ROWS),
  });
}

function workOf({ problem, encoded }: LaunchRequest): Work {
  const { values } = encoded.arrays;
  const nnz = Math.min(problem.nnz, encoded.meta.entries!);
  return {
    usefulFlops: operation.usefulFlops({ ...problem, nnz }),
    executedFlops: 2 * values!.length,
    compulsoryBytes: operation.compulsoryBytes(problem, ell.storedBytes(problem.a, nnz)),
    // As if no element of x were ever found in a cache, but for those of padding: one word an entry.
    modelledBytes: 4 * (2 * values!.length + encoded.meta.entries! + encoded.rowCount),
  };
}

/** Slabs of as many whole strips as fit. Where there are several, their cells are copied: a column of cells is cut by each. */
function ellSlabs(encoded: Encoded, limits: BindingLimits): readonly SparseSlab[] {
  const { arrays, meta, rowCount } = encoded;
  const width = meta.width!;
  const rowsPerSlab = Math.min(rowCount, rowsPerBinding(4 * width, limits, STRIP_ROWS) || STRIP_ROWS);
  return slabs(rowCount, rowsPerSlab).map(([begin, end], index) => {
    const rows = end - begin;
    const isWhole = rows === rowCount;
    const own = <T extends EncodedArray>(cells: T) => (isWhole ? cells : cut(cells, encoded, [begin, end]));
    return {
      firstRow: begin / STRIP_ROWS,
      rowCount: Math.ceil(rows / STRIP_ROWS),
      // A last strip of fewer rows has not what others would look for.
      wholeRows: Math.floor(rows / STRIP_ROWS),
      rowBytes: 8 * width * Math.min(rows, STRIP_ROWS),
      resources: [
        weights(`columns.${index}`, own(arrays.columns as Uint32Array<ArrayBuffer>)),
        weights(`values.${index}`, own(arrays.values as Float32Array<ArrayBuffer>)),
      ],
      furtherWords: [rows, width],
    };
  });
}

/** The cells of some rows, column by column. */
function cut<T extends EncodedArray>(
  cells: T,
  { rowCount, meta }: Encoded,
  [begin, end]: readonly [number, number],
): T {
  const rows = end - begin;
  const own = cells.slice(0, meta.width! * rows) as T;
  for (let k = 0; k < meta.width!; k++)
    own.set(cells.subarray(k * rowCount + begin, k * rowCount + end), k * rows);
  return own;
}

export default kernel;
