import wgsl from '../../../shaders/probe/fma-f16.wgsl?raw';
import type { KernelDescriptor } from '../../core/kernel.ts';
import operation from '../../operations/fma-f16.operation.ts';
import { CHAIN_WORKGROUP_SIZES, chainLaunch, chainsFit, VEC4_CHAINS } from './chain-launch.ts';

const VECTORS = [4, 8, 2] as const;

const kernel: KernelDescriptor = {
  id: 'probe/fma-f16',
  label: 'multiply-add in f16',
  description: 'Independent chains of fused multiply-adds in f16, several vec4s of them a thread.',
  operation: 'fma-f16',
  format: 'words',
  wgsl,
  tunables: { workgroupSize: CHAIN_WORKGROUP_SIZES, vectors: VECTORS },
  requires: ['shader-f16'],
  // Rounding to 11 bits, which contracts by 0.8 every two steps: the operation counts it as twenty such errors.
  tolerance: 9e-4,
  dilutable: false,
  source: 'the chained multiply-adds of clpeak and vkpeak',
  supports: (problem, limits) =>
    chainsFit(problem, limits, { width: VEC4_CHAINS, leastUnits: Math.min(...VECTORS) }),
  launch: request =>
    chainLaunch(request, {
      operation,
      width: VEC4_CHAINS,
      unitsPerThread: request.tunables.vectors!,
      constants: {},
      specialize: { VECTORS: `${request.tunables.vectors}u` },
      flopsPerStep: 2,
      outputType: 'f32',
    }),
};

export default kernel;
