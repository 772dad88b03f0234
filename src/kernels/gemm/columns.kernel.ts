import wgsl from '../../../shaders/gemm/columns.wgsl?raw';
import type { KernelDescriptor } from '../../core/kernel.ts';
import { columnsLaunch, supportsColumns } from './column-passes.ts';

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
  requires: [],
  tolerance: 1e-5,
  dilutable: false,
  source:
    'Rows and vectors per workgroup as in llama.cpp mul_mat_vec; register tiles after Volkov and Demmel, Benchmarking GPUs to tune dense linear algebra (2008)',
  supports: supportsColumns,
  launch: columnsLaunch,
};

export default kernel;
