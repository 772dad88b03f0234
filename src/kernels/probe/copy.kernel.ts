import wgsl from '../../../shaders/probe/copy.wgsl?raw';
import type { KernelDescriptor, Launch, LaunchRequest, Resource, Stage } from '../../core/kernel.ts';
import { checksumsOf } from '../../operations/chunks.ts';
import operation from '../../operations/copy.operation.ts';
import { chunkSlabs, chunksFit, SHAPE_TUNABLE, slabWords, visitStage } from './chunk-visits.ts';

const kernel: KernelDescriptor = {
  id: 'probe/copy',
  label: 'copy',
  description:
    'Copies 32-bit words as vec4s, 32 KiB a visit: one visit a workgroup (shape 0), a block of visits (1) or a grid apart (2).',
  operation: 'copy',
  format: 'words',
  wgsl,
  tunables: { workgroupSize: [128, 256, 64], shape: SHAPE_TUNABLE },
  requires: [],
  tolerance: 0,
  dilutable: false,
  source: 'the copy kernel of BabelStream',
  supports: (problem, limits) => chunksFit(problem, limits, 0),
  launch,
};

function launch(request: LaunchRequest): Launch {
  const { problem, encoded, tunables } = request;
  const wordCount = problem.a.columnCount;
  const resources: Resource[] = [];
  const stages: Stage[] = [];
  let modelledBytes = 0;
  for (const slab of chunkSlabs(problem, request.limits)) {
    const words = slabWords(encoded.arrays.words!, slab);
    const output: Resource = { name: `output.${slab.index}`, role: 'output', byteLength: slab.byteLength };
    const { stage, params } = visitStage(slab, [words.name, output.name], request);
    resources.push(words, output, params);
    stages.push(stage);
    // Whole chunks are read and written.
    modelledBytes += 2 * (slab.byteLength / slab.chunkCount) * slab.visitCount;
  }
  return {
    resources,
    constants: { workgroupSize: tunables.workgroupSize! },
    specialize: {},
    stages,
    work: {
      usefulFlops: 0,
      executedFlops: 0,
      compulsoryBytes: operation.compulsoryBytes(problem, 4 * wordCount),
      modelledBytes,
    },
    outputType: 'u32',
    decodeOutput: raw => checksumsOf(raw, wordCount),
  };
}

export default kernel;
