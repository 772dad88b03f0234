import wgsl from '../../../shaders/probe/fma.wgsl?raw';
import type { KernelDescriptor } from '../../core/kernel.ts';
import operation from '../../operations/fma.operation.ts';
import { CHAIN_WORKGROUP_SIZES, chainLaunch, chainsFit, VEC4_CHAINS } from './chain-launch.ts';

const VECTORS = [4, 8, 2] as const;

const kernel: KernelDescriptor = {
  id: 'probe/fma',
  label: 'multiply-add',
  description: 'Independent chains of fused multiply-adds in registers, several vec4s of them a thread.',
  operation: 'fma',
  format: 'words',
  wgsl,
  tunables: { workgroupSize: CHAIN_WORKGROUP_SIZES, vectors: VECTORS },
  requires: [],
  tolerance: 1e-5,
  dilutable: false,
  source: 'the chained multiply-adds of clpeak and vkpeak',
  supports: (problem, limits) =>
    chainsFit(problem, limits, { width: VEC4_CHAINS, leastUnits: Math.min(...VECTORS) }),
  launch: request =>
    chainLaunch(request, {
      operation,
      width: VEC4_CHAINS,
      unitsPerThread: request.tunables.vectors!,
      constants: { vectors: request.tunables.vectors! },
      specialize: {},
      flopsPerStep: 2,
      outputType: 'f32',
    }),
};

export default kernel;
