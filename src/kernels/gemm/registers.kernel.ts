import wgsl from '../../../shaders/gemm/registers.wgsl?raw';
import type { KernelDescriptor } from '../../core/kernel.ts';
import { gemmLaunch, supportsGemm } from './tiles.ts';

/** What a thread owns, and its step along K, as in the shader. */
const ROWS_PER_THREAD = 8;
const COLUMNS_PER_THREAD = 8;
const DEPTH = 4;

/** Dense C = A·B without workgroup memory, the fastest where barriers are slow. */
const kernel: KernelDescriptor = {
  id: 'gemm/registers',
  label: 'GEMM, registers only',
  description: 'Each thread computes 8 × 8 results in registers from its own loads; no barrier, no staging.',
  operation: 'matmul',
  format: 'dense-f32',
  wgsl,
  tunables: { threadsAcross: [8, 16], threadsDown: [8, 1] },
  requires: [],
  tolerance: 1e-5,
  dilutable: false,
  source:
    'Register tiles as in Volkov and Demmel, Benchmarking GPUs to tune dense linear algebra (2008), without shared memory',
  supports: supportsGemm,
  launch: request => {
    const { threadsAcross, threadsDown } = request.tunables;
    return gemmLaunch(request, {
      elementFloats: 4,
      rows: threadsDown! * ROWS_PER_THREAD,
      columns: threadsAcross! * COLUMNS_PER_THREAD,
      depth: DEPTH,
      multipliesBeyondEdges: true,
      constants: { ACROSS: threadsAcross!, DOWN: threadsDown! },
      specialize: {},
    });
  },
};

export default kernel;
