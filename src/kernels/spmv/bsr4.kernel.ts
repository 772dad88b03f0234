import wgsl from '../../../shaders/spmv/bsr4.wgsl?raw';
import type { KernelDescriptor, KernelLimits, Launch, LaunchRequest } from '../../core/kernel.ts';
import type { Problem } from '../../core/problem.ts';
import type { Work } from '../../core/work.ts';
import bsr, { BLOCK_SIDE } from '../../formats/bsr4.format.ts';
import operation from '../../operations/matvec.operation.ts';
import { takesOneVector } from '../one-vector.ts';
import { fitsBinding } from '../row-slabs.ts';
import { workgroupsFit } from '../workgroups-fit.ts';
import { bsrSlabs, longestBlockRowBytes } from './bsr-slabs.ts';
import { rowLaunch } from './row-launch.ts';

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

function supports({ a, rowStats, rhsColumnCount }: Problem, limits: KernelLimits): true | string {
  if (rhsColumnCount !== 1) return takesOneVector(rhsColumnCount);
  const fits = fitsBinding(
    {
      x: 4 * a.columnCount,
      y: 4 * a.rowCount,
      'the longest block row': longestBlockRowBytes({ a, rowStats }),
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

export default kernel;
