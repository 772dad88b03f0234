import wgsl from '../../../shaders/probe/fma-rotation.wgsl?raw';
import type { KernelDescriptor } from '../../core/kernel.ts';
import operation, { rotatedEnds } from '../../operations/fma.operation.ts';
import { countOf } from '../../operations/probe-problem.ts';
import { CHAIN_WORKGROUP_SIZES, chainLaunch, chainsFit, VEC4_CHAINS } from './chain-launch.ts';

const VECTORS = [4, 8, 2] as const;
const TOLERANCE = 1e-5;
/** A step adds half a unit in the last place of at most two; errors turn with the chain, and add up at worst. */
const ERROR_OF_STEP = 2.4e-7;

const kernel: KernelDescriptor = {
  id: 'probe/fma-rotation',
  label: 'multiply-add, rotation',
  description: 'Chains of multiply-adds whose result is their addend, which some GPUs issue in pairs.',
  operation: 'fma',
  format: 'words',
  wgsl,
  tunables: { workgroupSize: CHAIN_WORKGROUP_SIZES, vectors: VECTORS },
  requires: [],
  tolerance: TOLERANCE,
  dilutable: false,
  source: "the rotation of Minsky's circle algorithm (HAKMEM 149, 1972), chained as in clpeak",
  supports: (problem, limits) =>
    chainsFit(problem, limits, { width: VEC4_CHAINS, leastUnits: Math.min(...VECTORS) }),
  launch(request) {
    const { problem, tunables } = request;
    const count = problem.a.columnCount;
    const allowed = 1 + (ERROR_OF_STEP * countOf(problem, 'length')) / TOLERANCE;
    return {
      ...chainLaunch(request, {
        operation,
        width: VEC4_CHAINS,
        unitsPerThread: tunables.vectors!,
        constants: {},
        specialize: { VECTORS: `${tunables.vectors}u` },
        flopsPerStep: 2,
        outputType: 'f32',
      }),
      // The same amount of the same arithmetic as the operation's own chains, with another end.
      expectedIndex: chain => count + chain,
      ownReference: () => ({
        expected: rotatedEnds(problem),
        scale: new Float64Array(count).fill(allowed),
      }),
    };
  },
};

export default kernel;
