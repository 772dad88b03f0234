import wgsl from '../../../shaders/probe/dot-i8.wgsl?raw';
import type { KernelDescriptor } from '../../core/kernel.ts';
import operation, { OPERATIONS_PER_STEP } from '../../operations/dot-i8.operation.ts';
import { CHAIN_WORKGROUP_SIZES, chainLaunch, chainsFit } from './chain-launch.ts';

const CHAINS = [8, 16, 4] as const;

const kernel: KernelDescriptor = {
  id: 'probe/dot-i8',
  label: 'packed int8 dot product',
  description: 'Independent chains of dot products of four int8 in a word, several chains a thread.',
  operation: 'dot-i8',
  format: 'words',
  wgsl,
  tunables: { workgroupSize: CHAIN_WORKGROUP_SIZES, chains: CHAINS },
  requires: ['packed_4x8_integer_dot_product'],
  tolerance: 0,
  dilutable: false,
  source: 'dot4I8Packed of WGSL, chained as the multiply-adds of clpeak',
  supports: (problem, limits) => chainsFit(problem, limits, { width: 1, leastUnits: Math.min(...CHAINS) }),
  launch: request =>
    chainLaunch(request, {
      operation,
      width: 1,
      unitsPerThread: request.tunables.chains!,
      constants: {},
      specialize: { CHAINS: `${request.tunables.chains}u` },
      flopsPerStep: OPERATIONS_PER_STEP,
      outputType: 'u32',
    }),
};

export default kernel;
