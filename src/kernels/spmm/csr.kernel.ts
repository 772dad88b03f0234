import wgsl from '../../../shaders/spmm/csr.wgsl?raw';
import type { KernelDescriptor, KernelLimits, Launch, LaunchRequest } from '../../core/kernel.ts';
import type { Problem } from '../../core/problem.ts';
import type { Work } from '../../core/work.ts';
import csr from '../../formats/csr.format.ts';
import matmul from '../../operations/matmul.operation.ts';
import { longestStoredRow } from '../longest-row.ts';
import { csrSlabs } from '../spmv/csr-slabs.ts';
import { type ColumnSlab, columnSlabs, spmmFits } from './column-slabs.ts';
import { columnsRun, type TileShape, tileShape, tilesOf } from './column-tiles.ts';
import { spmmLaunch } from './spmm-launch.ts';

/** Sparse C = A·B: an element of A that a thread loads serves four columns or more. */
const kernel: KernelDescriptor = {
  id: 'spmm/csr',
  label: 'CSR × matrix, thread 4 columns',
  description:
    'Threads side by side read a row of B; each keeps 4 to 16 columns of one row of C in registers.',
  operation: 'matmul',
  format: 'csr-f32',
  wgsl,
  tunables: {
    columnThreads: [16, 8, 32],
    quadsPerThread: [1, 2, 4],
    lanesPerRow: [0, 1, 4],
    workgroupSize: [128, 64, 256],
  },
  frugal: { quadsPerThread: 4, lanesPerRow: 1, workgroupSize: 64 },
  requires: [],
  tolerance: 1e-5,
  dilutable: false,
  source:
    'Row splitting of Yang, Buluç and Owens, Design principles for sparse matrix multiplication on the GPU (Euro-Par 2018)',
  supports,
  launch,
};

function supports(problem: Problem, limits: KernelLimits): true | string {
  const longest = 16 * Math.ceil(longestStoredRow(problem) / 4);
  return spmmFits(problem, limits, { 'the longest row': longest, 'two row pointers': 8 }, 1);
}

function launch(request: LaunchRequest): Launch {
  const { problem, encoded, limits, tunables } = request;
  const columns = columnSlabs(problem, limits);
  const shape = tileShape(columns, encoded.arrays.values!.length / encoded.rowCount, tunables);
  return spmmLaunch(request, {
    rows: csrSlabs(encoded, limits),
    columns,
    shape,
    specialize: { QUADS_PER_THREAD: `${shape.quadsPerThread}u` },
    work: workOf(request, columns, shape),
  });
}

/** Modelled bytes: A once for every tile of columns, a row of B for every element as if none were found in a cache, C once. */
function workOf({ problem, encoded }: LaunchRequest, columns: readonly ColumnSlab[], shape: TileShape): Work {
  const entries = encoded.arrays.values!.length;
  // A zero that a generator drew for a dense matrix is not stored, and nothing is done for it.
  const nnz = Math.min(problem.nnz, entries);
  const tiles = columns.reduce((sum, slab) => sum + tilesOf(slab, shape), 0);
  const stored = columns.reduce((sum, { quadCount }) => sum + 4 * quadCount, 0);
  return {
    usefulFlops: matmul.usefulFlops({ ...problem, nnz }),
    executedFlops: 2 * entries * columnsRun(columns, shape),
    compulsoryBytes: matmul.compulsoryBytes(problem, csr.storedBytes(problem.a, nnz)),
    modelledBytes: csr.storedBytes(csr.decode(encoded)) * tiles + 4 * (entries + encoded.rowCount) * stored,
  };
}

export default kernel;
