import wgsl from '../../../shaders/probe/dispatch.wgsl?raw';
import type { KernelDescriptor, Launch, LaunchRequest } from '../../core/kernel.ts';
import operation from '../../operations/dispatch.operation.ts';
import { given, uniform } from '../uniform.ts';

const kernel: KernelDescriptor = {
  id: 'probe/dispatch',
  label: 'dispatch',
  description: 'One thread writes one word: what it costs is the dispatch.',
  operation: 'dispatch',
  format: 'words',
  wgsl,
  tunables: {},
  requires: [],
  tolerance: 0,
  dilutable: false,
  source: 'the empty kernel of launch-overhead benchmarks, with a result to check',
  supports: () => true,
  launch,
};

function launch({ problem, encoded }: LaunchRequest): Launch {
  const compulsoryBytes = operation.compulsoryBytes(problem, 4);
  return {
    resources: [
      { name: 'output', role: 'output', byteLength: 4 },
      uniform('params', given(encoded.arrays.words![0]!)),
    ],
    constants: {},
    specialize: {},
    stages: [{ entryPoint: 'main', bindings: ['output', 'params'], workgroups: [1, 1, 1] }],
    work: { usefulFlops: 0, executedFlops: 0, compulsoryBytes, modelledBytes: compulsoryBytes },
    outputType: 'u32',
  };
}

export default kernel;
