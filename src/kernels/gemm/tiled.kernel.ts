import wgsl from '../../../shaders/gemm/tiled.wgsl?raw';
import type { KernelDescriptor } from '../../core/kernel.ts';
import { gemmLaunch, supportsGemm } from './tiles.ts';

/** Step along K, as in the shader. */
const DEPTH = 8;

/** Dense C = A·B, made to reach a good part of the multiply-add rate. */
const kernel: KernelDescriptor = {
  id: 'gemm/tiled',
  label: 'GEMM, register tiles',
  description:
    'Up to 8 × 8 results a thread in registers, slices of A and B staged in workgroup memory; few tiles share out K.',
  operation: 'matmul',
  format: 'dense-f32',
  wgsl,
  tunables: { threadsPerSide: [16, 8], rowsPerThread: [8, 4], quadsPerThread: [2, 1], depthParts: [0, 1, 3] },
  frugal: { threadsPerSide: 8, rowsPerThread: 4, quadsPerThread: 1 },
  requires: [],
  tolerance: 1e-5,
  dilutable: false,
  source:
    'Volkov and Demmel, Benchmarking GPUs to tune dense linear algebra (2008); Tan et al., Fast implementation of DGEMM on Fermi GPU (2011); split-K as in NVIDIA CUTLASS',
  supports: supportsGemm,
  launch: request => {
    const { threadsPerSide, rowsPerThread, depthParts } = request.tunables;
    const across = Math.ceil(request.problem.rhsColumnCount / (4 * threadsPerSide!));
    const quadsPerThread = Math.min(request.tunables.quadsPerThread!, across);
    return gemmLaunch(request, {
      elementFloats: 4,
      rows: threadsPerSide! * rowsPerThread!,
      columns: threadsPerSide! * quadsPerThread * 4,
      depth: DEPTH,
      multipliesBeyondEdges: true,
      depthParts: depthParts!,
      constants: {},
      specialize: {
        SIDE: `${threadsPerSide}u`,
        ROWS: `${rowsPerThread}u`,
        QUADS: `${quadsPerThread}u`,
      },
    });
  },
};

export default kernel;
