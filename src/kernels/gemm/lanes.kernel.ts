import wgsl from '../../../shaders/gemm/lanes.wgsl?raw';
import type { KernelDescriptor } from '../../core/kernel.ts';
import { gemmLaunch, supportsGemm } from './tiles.ts';

/** Rows of C that a workgroup owns, columns of them that a thread does, and its step along K, as in the shader. */
const ROWS = 16;
const COLUMNS_PER_THREAD = 4;
const DEPTH = 4;

/** Dense C = A·B whose neighbouring lanes load A for each other, the fastest where every load costs. */
const kernel: KernelDescriptor = {
  id: 'gemm/lanes',
  label: 'GEMM, lanes share rows',
  description:
    'Each thread computes 16 × 4 results in registers; four lanes tell each other their loads of A.',
  operation: 'matmul',
  format: 'dense-f32',
  wgsl,
  tunables: { workgroupSize: [64, 32, 16] },
  requires: ['subgroups'],
  tolerance: 1e-5,
  dilutable: false,
  source:
    'Register tiles as in Volkov and Demmel, Benchmarking GPUs to tune dense linear algebra (2008), by exchange between lanes',
  supports: supportsGemm,
  launch: request => {
    const workgroupSize = request.tunables.workgroupSize!;
    return gemmLaunch(request, {
      elementFloats: 4,
      rows: ROWS,
      columns: workgroupSize * COLUMNS_PER_THREAD,
      depth: DEPTH,
      multipliesBeyondEdges: true,
      constants: { WORKGROUP_SIZE: workgroupSize },
      specialize: {},
    });
  },
};

export default kernel;
