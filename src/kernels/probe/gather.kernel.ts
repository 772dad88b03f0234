import wgsl from '../../../shaders/probe/gather.wgsl?raw';
import { isKept, keptQuarters, RESIDENT_SET_BYTES } from '../../core/dilution.ts';
import type { KernelDescriptor, Launch, LaunchRequest } from '../../core/kernel.ts';
import { foldWorkgroups } from '../../core/workgroups.ts';
import operation, { LINE_BYTES, linePick, walkChains } from '../../operations/gather.operation.ts';
import { countOf } from '../../operations/probe-problem.ts';
import { fitsBinding } from '../row-slabs.ts';
import { given, uniform } from '../uniform.ts';
import { workgroupsFit } from '../workgroups-fit.ts';

const WORKGROUP_SIZES = [64, 128, 256] as const;

const kernel: KernelDescriptor = {
  id: 'probe/gather',
  label: 'random gather',
  description: 'Hops between random lines of 64 bytes, each hop chosen by what was read; one chain a thread.',
  operation: 'gather',
  format: 'words',
  wgsl,
  tunables: { workgroupSize: WORKGROUP_SIZES },
  requires: [],
  tolerance: 0,
  dilutable: true,
  source: 'the pointer chase of lmbench (McVoy and Staelin, 1996), without stored pointers',
  supports(problem, limits) {
    const chains = countOf(problem, 'chains');
    const fits = fitsBinding({ 'the table': 4 * problem.a.columnCount, 'the result': 4 * chains }, limits);
    return fits === true ? workgroupsFit(Math.ceil(chains / Math.min(...WORKGROUP_SIZES)), limits) : fits;
  },
  launch,
};

function launch(request: LaunchRequest): Launch {
  const { problem, encoded, tunables, limits, memoryShare, residentBytes = RESIDENT_SET_BYTES } = request;
  const words = encoded.arrays.words!;
  const chains = countOf(problem, 'chains');
  const steps = countOf(problem, 'steps');
  const workgroupSize = tunables.workgroupSize!;
  const quarters = keptQuarters(memoryShare);
  const lines = words.byteLength / LINE_BYTES;
  const all = linePick(lines);
  const residentLines = Math.min(lines, residentBytes / LINE_BYTES);
  const resident = linePick(residentLines);
  const params = given(chains, steps, all.shift, all.mask, resident.shift, resident.mask, quarters);
  return {
    resources: [
      { name: 'table', role: 'weights', data: words, byteLength: words.byteLength },
      { name: 'states', role: 'output', byteLength: 4 * chains },
      uniform('params', params),
    ],
    constants: { workgroupSize },
    specialize: {},
    stages: [
      {
        entryPoint: 'main',
        bindings: ['table', 'states', 'params'],
        workgroups: foldWorkgroups(Math.ceil(chains / workgroupSize), limits),
      },
    ],
    work: {
      usefulFlops: 0,
      executedFlops: 0,
      compulsoryBytes: operation.compulsoryBytes(problem, words.byteLength),
      // No two steps share a line, and memory moves whole lines.
      modelledBytes: chains * steps * LINE_BYTES + 4 * chains,
    },
    outputType: 'u32',
    ...(memoryShare < 1 && {
      expectedIndex: chain => (isKept(Math.floor(chain / workgroupSize), quarters) ? chain : chains + chain),
      // Every chain's walk among the resident lines alone.
      ownReference: once(() => ({
        expected: walkChains(problem, residentLines),
        scale: new Float64Array(chains),
      })),
    }),
  };
}

/** Checks before and after the timed batches ask for the same. */
function once<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => (made ??= make());
}

export default kernel;
