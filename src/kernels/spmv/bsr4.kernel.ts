import wgsl from '../../../shaders/spmv/bsr4.wgsl?raw';
import type { Encoded } from '../../core/format.ts';
import type { KernelDescriptor, KernelLimits, Launch, LaunchRequest } from '../../core/kernel.ts';
import type { Problem } from '../../core/problem.ts';
import type { Work } from '../../core/work.ts';
import bsr, { BLOCK_SIDE } from '../../formats/bsr4.format.ts';
import operation from '../../operations/matvec.operation.ts';
import { type BindingLimits, bindingBytes, fitsBinding } from '../row-slabs.ts';
import { workgroupsFit } from '../workgroups-fit.ts';
import { weights } from './csr-slabs.ts';
import type { SparseSlab } from './row-blocks.ts';
import { rowLaunch } from './row-launch.ts';
import { slabEnd } from './slab-end.ts';

const BLOCK_CELLS = BLOCK_SIDE ** 2;
const BLOCK_BYTES = 4 * BLOCK_CELLS;

const kernel: KernelDescriptor = {
  id: 'spmv/bsr4',
  label: 'BSR 4 × 4, slice of lanes a block row',
  description:
    'Four lanes share a block of 4 × 4, neighbouring ones neighbouring blocks; one index serves 16 cells.',
  operation: 'matvec',
  format: 'bsr4-f32',
  wgsl,
  tunables: { blocksAtOnce: [8, 1, 2, 4, 16], workgroupSize: [128, 64, 256] },
  frugal: { blocksAtOnce: 1, workgroupSize: 64 },
  requires: [],
  tolerance: 1e-5,
  dilutable: true,
  source: 'BSR of Saad, SPARSKIT (1990)',
  supports,
  launch,
};

function supports({ a, rowStats }: Problem, limits: KernelLimits): true | string {
  const mostBlocks = Math.min(BLOCK_SIDE * rowStats.max, Math.ceil(a.columnCount / BLOCK_SIDE));
  const fits = fitsBinding(
    {
      x: 4 * a.columnCount,
      y: 4 * a.rowCount,
      'the longest block row': BLOCK_BYTES * mostBlocks,
      'two block pointers': 8,
    },
    limits,
  );
  return fits === true ? workgroupsFit(Math.ceil(a.rowCount / BLOCK_SIDE), limits) : fits;
}

/** What rowLaunch calls a row is here a block row. */
function launch(request: LaunchRequest): Launch {
  const { encoded, limits, tunables } = request;
  const workgroupSize = tunables.workgroupSize!;
  const blocksAtOnce = Math.min(tunables.blocksAtOnce!, workgroupSize / BLOCK_SIDE);
  return rowLaunch(request, bsrSlabs(encoded, limits), {
    rowsPerWorkgroup: workgroupSize / (BLOCK_SIDE * blocksAtOnce),
    constants: { workgroupSize, blocksAtOnce },
    work: workOf(request),
    expectedRow: (row, sourceOf) => BLOCK_SIDE * sourceOf(Math.floor(row / BLOCK_SIDE)) + (row % BLOCK_SIDE),
  });
}

function workOf({ problem, encoded }: LaunchRequest): Work {
  const { blockPointers, blockColumns, values } = encoded.arrays;
  const nnz = Math.min(problem.nnz, encoded.meta.entries!);
  return {
    usefulFlops: operation.usefulFlops({ ...problem, nnz }),
    executedFlops: 2 * values!.length,
    compulsoryBytes: operation.compulsoryBytes(problem, bsr.storedBytes(problem.a, nnz)),
    // As if no element of x were ever found in a cache, but for the four rows of a block: four words a block.
    modelledBytes:
      4 *
      (blockPointers!.length + (1 + BLOCK_SIDE) * blockColumns!.length + values!.length + encoded.rowCount),
  };
}

/** Slabs of as many whole block rows as fit. Nothing is copied but the pointers of later slabs. */
function bsrSlabs({ arrays, rowCount, columnCount }: Encoded, limits: BindingLimits): readonly SparseSlab[] {
  const { blockColumns, values } = arrays;
  const pointers = arrays.blockPointers as Uint32Array<ArrayBuffer>;
  const blockRows = pointers.length - 1;
  const mostBlocks = Math.floor(bindingBytes(limits) / BLOCK_BYTES);
  const mostPointers = Math.floor(bindingBytes(limits) / 4);
  const slabs: SparseSlab[] = [];
  for (let first = 0; first < blockRows; ) {
    const lastCandidate = Math.min(blockRows, first + mostPointers - 1);
    const end = slabEnd(row => pointers[row]!, first, { lastCandidate, mostElements: mostBlocks });
    const [begin, stop] = [pointers[first]!, pointers[end]!];
    const own = pointers.subarray(first, end + 1);
    const rows = Math.min(rowCount, end * BLOCK_SIDE) - first * BLOCK_SIDE;
    const index = slabs.length;
    const cells = weights(`values.${index}`, values!.subarray(BLOCK_CELLS * begin, BLOCK_CELLS * stop));
    slabs.push({
      firstRow: first,
      rowCount: end - first,
      // A last block row of fewer rows has not what others would look for.
      wholeRows: Math.floor(rows / BLOCK_SIDE),
      rowBytes: 4 + ((4 + BLOCK_BYTES) * (stop - begin)) / (end - first),
      resources: [
        weights(`blockPointers.${index}`, begin === 0 ? own : own.map(pointer => pointer - begin)),
        weights(`blockColumns.${index}`, blockColumns!.subarray(begin, stop)),
        { ...cells, byteLength: Math.max(4 * BLOCK_SIDE, cells.byteLength) },
      ],
      furtherWords: [rows, columnCount],
    });
    first = end;
  }
  return slabs;
}

export default kernel;
