import type { Encoded, Format } from '../../../core/format.ts';
import type { KernelDescriptor, KernelLimits, Launch, LaunchRequest } from '../../../core/kernel.ts';
import type { Problem } from '../../../core/problem.ts';
import type { Work } from '../../../core/work.ts';
import operation from '../../../operations/matvec.operation.ts';
import { type BindingLimits, bindingBytes, fitsBinding } from '../../row-slabs.ts';
import { workgroupsFit } from '../../workgroups-fit.ts';
import { weights } from '../csr-slabs.ts';
import type { SparseSlab } from '../row-blocks.ts';
import { rowLaunch } from '../row-launch.ts';
import { slabEnd } from '../slab-end.ts';

/** What BSR kernels of one side have of their own. */
type Own = Pick<KernelDescriptor, 'description' | 'wgsl' | 'tunables' | 'frugal'> & {
  readonly side: number;
  readonly format: Format;
};

/** One block of `side` × `side`, as large as the shader says. */
export function bsrKernel({ side, format, ...own }: Own): KernelDescriptor {
  return {
    ...own,
    id: `spmv/bsr${side}`,
    label: `BSR ${side} × ${side}, slice of lanes a block row`,
    operation: 'matvec',
    format: format.id,
    requires: [],
    tolerance: 1e-5,
    dilutable: true,
    source: 'BSR of Saad, SPARSKIT (1990)',
    supports: (problem, limits) => bsrFits(problem, limits, side),
    launch: request => bsrLaunch(request, format, side),
  };
}

function bsrFits({ a, rowStats }: Problem, limits: KernelLimits, side: number): true | string {
  const mostBlocks = Math.min(side * rowStats.max, Math.ceil(a.columnCount / side));
  const fits = fitsBinding(
    {
      x: 4 * a.columnCount,
      y: 4 * a.rowCount,
      'the longest block row': 4 * side ** 2 * mostBlocks,
      'two block pointers': 8,
    },
    limits,
  );
  return fits === true ? workgroupsFit(Math.ceil(a.rowCount / side), limits) : fits;
}

/** What rowLaunch calls a row is here a block row. */
function bsrLaunch(request: LaunchRequest, format: Format, side: number): Launch {
  const { encoded, limits, tunables } = request;
  const { workgroupSize = 128, quadsAtOnce = 1 } = tunables;
  const blocksAtOnce = Math.min(tunables.blocksAtOnce!, workgroupSize / (side * quadsAtOnce));
  return rowLaunch(request, bsrSlabs(encoded, limits, side), {
    rowsPerWorkgroup: workgroupSize / (side * quadsAtOnce * blocksAtOnce),
    constants: { workgroupSize, blocksAtOnce, quadsAtOnce },
    work: workOf(request, format, side),
    expectedRow: (row, sourceOf) => side * sourceOf(Math.floor(row / side)) + (row % side),
  });
}

function workOf({ problem, encoded }: LaunchRequest, format: Format, side: number): Work {
  const { blockPointers, blockColumns, values } = encoded.arrays;
  const nnz = Math.min(problem.nnz, encoded.meta.entries!);
  return {
    usefulFlops: operation.usefulFlops({ ...problem, nnz }),
    executedFlops: 2 * values!.length,
    compulsoryBytes: operation.compulsoryBytes(problem, format.storedBytes(problem.a, nnz)),
    // As if no element of x were ever found in a cache, but for the rows of a block: as many words a block as it has columns.
    modelledBytes:
      4 * (blockPointers!.length + (1 + side) * blockColumns!.length + values!.length + encoded.rowCount),
  };
}

/** Slabs of as many whole block rows as fit. Nothing is copied but the pointers of later slabs. */
function bsrSlabs(encoded: Encoded, limits: BindingLimits, side: number): readonly SparseSlab[] {
  const { arrays, rowCount, columnCount } = encoded;
  const { blockColumns, values } = arrays;
  const pointers = arrays.blockPointers as Uint32Array<ArrayBuffer>;
  const blockRows = pointers.length - 1;
  const cellsEach = side ** 2;
  const mostBlocks = Math.floor(bindingBytes(limits) / (4 * cellsEach));
  const mostPointers = Math.floor(bindingBytes(limits) / 4);
  const slabs: SparseSlab[] = [];
  for (let first = 0; first < blockRows; ) {
    const lastCandidate = Math.min(blockRows, first + mostPointers - 1);
    const end = slabEnd(row => pointers[row]!, first, { lastCandidate, mostElements: mostBlocks });
    const [begin, stop] = [pointers[first]!, pointers[end]!];
    const own = pointers.subarray(first, end + 1);
    const rows = Math.min(rowCount, end * side) - first * side;
    const index = slabs.length;
    const cells = weights(`values.${index}`, values!.subarray(cellsEach * begin, cellsEach * stop));
    slabs.push({
      firstRow: first,
      rowCount: end - first,
      // A last block row of fewer rows has not what others would look for.
      wholeRows: Math.floor(rows / side),
      rowBytes: 4 + (4 * (1 + cellsEach) * (stop - begin)) / (end - first),
      resources: [
        weights(`blockPointers.${index}`, begin === 0 ? own : own.map(pointer => pointer - begin)),
        weights(`blockColumns.${index}`, blockColumns!.subarray(begin, stop)),
        { ...cells, byteLength: Math.max(16, cells.byteLength) },
      ],
      furtherWords: [rows, columnCount],
    });
    first = end;
  }
  return slabs;
}
