import wgsl from '../../../shaders/gemm/naive.wgsl?raw';
import type { KernelDescriptor } from '../../core/kernel.ts';
import { gemmLaunch, supportsGemm } from './tiles.ts';

/** Dense C = A·B, one output a thread. */
const kernel: KernelDescriptor = {
  id: 'gemm/naive',
  label: 'GEMM, naive',
  description: 'One thread per element of the result; data are shared through the cache only.',
  operation: 'matmul',
  format: 'dense-f32',
  wgsl,
  tunables: { tileSide: [16, 8] },
  requires: [],
  tolerance: 1e-5,
  dilutable: false,
  source: 'The textbook triple loop',
  supports: supportsGemm,
  launch: request => {
    const tileSide = request.tunables.tileSide!;
    return gemmLaunch(request, {
      elementFloats: 1,
      rows: tileSide,
      columns: tileSide,
      depth: 1,
      multipliesBeyondEdges: false,
      constants: { TILE_SIDE: tileSide },
      specialize: {},
    });
  },
};

export default kernel;
