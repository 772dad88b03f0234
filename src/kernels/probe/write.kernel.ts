import wgsl from '../../../shaders/probe/write.wgsl?raw';
import type { KernelDescriptor, Launch, LaunchRequest, Resource, Stage } from '../../core/kernel.ts';
import { checksumsOf } from '../../operations/chunks.ts';
import operation from '../../operations/write.operation.ts';
import { chunkSlabs, chunksFit, SHAPE_TUNABLE, visitStage } from './chunk-visits.ts';

const kernel: KernelDescriptor = {
  id: 'probe/write',
  label: 'write',
  description:
    'Fills 32-bit words by vec4 stores, 32 KiB a visit: one visit a workgroup (shape 0), a block of visits (1) or a grid apart (2).',
  operation: 'write',
  format: 'words',
  wgsl,
  tunables: { workgroupSize: [128, 256, 64], shape: SHAPE_TUNABLE },
  requires: [],
  tolerance: 0,
  dilutable: false,
  source: 'the fill kernels of BabelStream and mixbench',
  supports: (problem, limits) => chunksFit(problem, limits, 0),
  launch,
};

function launch(request: LaunchRequest): Launch {
  const { problem, tunables } = request;
  const wordCount = problem.a.columnCount;
  const resources: Resource[] = [];
  const stages: Stage[] = [];
  let modelledBytes = 0;
  for (const slab of chunkSlabs(problem, request.limits)) {
    const name = `output.${slab.index}`;
    const { stage, params } = visitStage(slab, [name], request);
    resources.push({ name, role: 'output', byteLength: slab.byteLength }, params);
    stages.push(stage);
    // Whole chunks are written.
    modelledBytes += (slab.byteLength / slab.chunkCount) * slab.visitCount;
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
