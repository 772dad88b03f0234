import wgsl from '../../../shaders/probe/fma.wgsl?raw';
import type { KernelDescriptor, Launch, LaunchRequest } from '../../core/kernel.ts';
import { foldWorkgroups } from '../../core/workgroups.ts';
import operation from '../../operations/fma.operation.ts';
import { countOf } from '../../operations/probe-problem.ts';
import { fitsBinding } from '../row-slabs.ts';
import { given, uniform } from '../uniform.ts';
import { workgroupsFit } from '../workgroups-fit.ts';

const WORKGROUP_SIZES = [64, 128, 256] as const;
const VECTORS = [4, 8, 2] as const;

/** Chains that share a vec4. */
const CHAINS_PER_VECTOR = 4;

const kernel: KernelDescriptor = {
  id: 'probe/fma',
  label: 'multiply-add',
  description: 'Independent chains of fused multiply-adds in registers, several vec4s of them a thread.',
  operation: 'fma',
  format: 'words',
  wgsl,
  tunables: { workgroupSize: WORKGROUP_SIZES, vectors: VECTORS },
  requires: [],
  tolerance: 1e-5,
  dilutable: false,
  source: 'the chained multiply-adds of clpeak and vkpeak',
  supports(problem, limits) {
    const vectors = vectorCountOf(problem.a.columnCount);
    const fits = fitsBinding({ 'one start a chain': 16 * vectors }, limits);
    const perWorkgroup = Math.min(...WORKGROUP_SIZES) * Math.min(...VECTORS);
    return fits === true ? workgroupsFit(Math.ceil(vectors / perWorkgroup), limits) : fits;
  },
  launch,
};

function vectorCountOf(chains: number): number {
  return Math.ceil(chains / CHAINS_PER_VECTOR);
}

function launch({ problem, encoded, tunables, limits }: LaunchRequest): Launch {
  const words = encoded.arrays.words!;
  const length = countOf(problem, 'length');
  const workgroupSize = tunables.workgroupSize!;
  const vectorCount = vectorCountOf(words.length);
  const perWorkgroup = workgroupSize * tunables.vectors!;
  const workgroupCount = Math.ceil(vectorCount / perWorkgroup);
  // A thread of the last workgroup runs all its vec4s if its first one exists.
  const lastVectors = vectorCount - (workgroupCount - 1) * perWorkgroup;
  const runVectors =
    (workgroupCount - 1) * perWorkgroup + Math.min(workgroupSize, lastVectors) * tunables.vectors!;
  const byteLength = 16 * vectorCount;
  return {
    resources: [
      { name: 'c', role: 'weights', data: words, byteLength },
      { name: 'z', role: 'output', byteLength },
      uniform('params', given(length, vectorCount)),
    ],
    constants: { workgroupSize, vectors: tunables.vectors! },
    specialize: {},
    stages: [
      {
        entryPoint: 'main',
        bindings: ['c', 'z', 'params'],
        workgroups: foldWorkgroups(workgroupCount, limits),
      },
    ],
    work: {
      usefulFlops: operation.usefulFlops(problem),
      executedFlops: 2 * runVectors * CHAINS_PER_VECTOR * length,
      compulsoryBytes: operation.compulsoryBytes(problem, words.byteLength),
      modelledBytes: 2 * byteLength,
    },
    outputType: 'f32',
    decodeOutput: raw => raw.subarray(0, words.length),
  };
}

export default kernel;
