import wgsl from '../../../shaders/gemm/columns.wgsl?raw';
import type { KernelDescriptor } from '../../core/kernel.ts';
import { columnPasses, columnsLaunch, MOST_COLUMNS, supportsColumns } from './column-passes.ts';

/** Dense C = A·B for a small batch: up to 32 columns in one pass over A. */
const kernel: KernelDescriptor = {
  id: 'gemm/columns',
  label: 'GEMM, few columns',
  description:
    'Streams A once for up to 32 columns of B, whose sums stay in registers; more take several passes.',
  operation: 'matmul',
  format: 'dense-f32',
  wgsl,
  tunables: { rowsPerGroup: [4, 8], columnsPerThread: [8, 4] },
  frugal: { rowsPerGroup: 8 },
  mostColumns: MOST_COLUMNS,
  requires: [],
  tolerance: 1e-5,
  dilutable: false,
  source:
    'Rows and vectors per workgroup as in llama.cpp mul_mat_vec; register tiles after Volkov and Demmel, Benchmarking GPUs to tune dense linear algebra (2008)',
  supports: supportsColumns,
  launch: request => {
    const { problem, encoded, tunables, limits } = request;
    const rows = tunables.rowsPerGroup!;
    const passes = columnPasses(problem.rhsColumnCount, 4 * encoded.meta.rowStride!, tunables, limits);
    return columnsLaunch(request, {
      passes,
      rowsPerBlock: rows,
      blocksPerWorkgroup: 1,
      constants: {},
      specialize: {
        GROUPS: `${passes.groups}u`,
        ROWS: `${rows}u`,
        COLUMNS: `${passes.columnsPerThread}u`,
      },
    });
  },
};

export default kernel;
