import wgsl from '../../../shaders/gemm/columns-per-thread.wgsl?raw';
import type { KernelDescriptor } from '../../core/kernel.ts';
import { rowsPerBinding } from '../row-slabs.ts';
import { columnsLaunch, supportsColumns } from './column-passes.ts';

/** What a thread owns at most, as the shader has it. */
const ROWS = 8;
const COLUMNS = 4;

/** Two passes over A; from there on square tiles are the better choice. */
const MOST_COLUMNS = 8;

/** Dense C = A·B for a small batch without workgroup memory, the fastest where barriers are slow. */
const kernel: KernelDescriptor = {
  id: 'gemm/columns-per-thread',
  label: 'GEMM, few columns a thread',
  description: 'Each thread streams 8 rows of A for up to 4 columns of B; no barrier, no staging.',
  operation: 'matmul',
  format: 'dense-f32',
  wgsl,
  tunables: { workgroupSize: [8, 32] },
  mostColumns: MOST_COLUMNS,
  requires: [],
  tolerance: 1e-5,
  dilutable: false,
  source:
    'gemv/row-per-thread for several vectors; register tiles after Volkov and Demmel, Benchmarking GPUs to tune dense linear algebra (2008)',
  supports: supportsColumns,
  launch: request => {
    const { problem, encoded, limits } = request;
    const n = problem.rhsColumnCount;
    const widest = Math.min(COLUMNS, rowsPerBinding(4 * encoded.meta.rowStride!, limits));
    const passCount = Math.ceil(n / widest);
    const columnsPerPass = Math.ceil(n / passCount);
    const workgroupSize = request.tunables.workgroupSize!;
    return columnsLaunch(request, {
      passes: { passCount, columnsPerPass, columnsPerThread: columnsPerPass, groups: 1 },
      rowsPerBlock: ROWS,
      blocksPerWorkgroup: workgroupSize,
      constants: { WORKGROUP_SIZE: workgroupSize },
      specialize: { COLUMNS: `${columnsPerPass}u` },
    });
  },
};

export default kernel;
