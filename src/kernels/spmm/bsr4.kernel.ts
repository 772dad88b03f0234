import wgsl from '../../../shaders/spmm/bsr4.wgsl?raw';
import type { KernelDescriptor, KernelLimits, Launch, LaunchRequest } from '../../core/kernel.ts';
import type { Problem } from '../../core/problem.ts';
import type { Work } from '../../core/work.ts';
import bsr from '../../formats/structured/bsr4.format.ts';
import matmul from '../../operations/matmul.operation.ts';
import { bsrSlabs, longestBlockRowBytes } from '../spmv/launches/bsr-slabs.ts';
import { type ColumnSlab, columnSlabs, spmmFits } from './column-slabs.ts';
import { columnsRun, type TileShape, tileShape, tilesOf } from './column-tiles.ts';
import { spmmLaunch } from './spmm-launch.ts';

const BLOCK_SIDE = 4;

/** Sparse C = A·B by blocks: four vec4s of B that a thread loads serve four rows. */
const kernel: KernelDescriptor = {
  id: 'spmm/bsr4',
  label: 'BSR 4 × 4 × matrix, thread 4 × 4',
  description:
    'Each thread keeps 4 rows of 4 columns of C in registers and multiplies whole blocks with 4 rows of B.',
  operation: 'matmul',
  format: 'bsr4-f32',
  wgsl,
  tunables: { columnThreads: [16, 8, 32], lanesPerRow: [0, 1, 4], workgroupSize: [64, 128, 256] },
  frugal: { lanesPerRow: 1 },
  requires: [],
  tolerance: 1e-5,
  dilutable: false,
  source:
    'BSR of Saad, SPARSKIT (1990); register tiles after Volkov and Demmel, Benchmarking GPUs to tune dense linear algebra (2008)',
  supports,
  launch,
};

function supports(problem: Problem, limits: KernelLimits): true | string {
  const longest = longestBlockRowBytes(problem, BLOCK_SIDE);
  return spmmFits(problem, limits, { 'the longest block row': longest, 'two block pointers': 8 }, BLOCK_SIDE);
}

/** What spmmLaunch calls a row of A is here a block row. */
function launch(request: LaunchRequest): Launch {
  const { problem, encoded, limits, tunables } = request;
  const columns = columnSlabs(problem, limits);
  // As if blocks were full: how many there are depends on where the nonzeros lie.
  const shape = tileShape(columns, encoded.meta.entries! / encoded.rowCount / BLOCK_SIDE, tunables);
  return spmmLaunch(request, {
    rows: bsrSlabs(encoded, limits, BLOCK_SIDE),
    columns,
    shape,
    specialize: {},
    work: workOf(request, columns, shape),
  });
}

/** Modelled bytes: A once for every tile of columns, four rows of B for every block as if none were found in a cache, C once. */
function workOf({ problem, encoded }: LaunchRequest, columns: readonly ColumnSlab[], shape: TileShape): Work {
  const { blockPointers, blockColumns, values } = encoded.arrays;
  const nnz = Math.min(problem.nnz, encoded.meta.entries!);
  const tiles = columns.reduce((sum, slab) => sum + tilesOf(slab, shape), 0);
  const stored = columns.reduce((sum, { quadCount }) => sum + 4 * quadCount, 0);
  const words = blockPointers!.length + blockColumns!.length + values!.length;
  return {
    usefulFlops: matmul.usefulFlops({ ...problem, nnz }),
    executedFlops: 2 * values!.length * columnsRun(columns, shape),
    compulsoryBytes: matmul.compulsoryBytes(problem, bsr.storedBytes(problem.a, nnz)),
    modelledBytes: 4 * (words * tiles + (BLOCK_SIDE * blockColumns!.length + encoded.rowCount) * stored),
  };
}

export default kernel;
