import wgsl from '../../../shaders/probe/ladder.wgsl?raw';
import type { KernelDescriptor, Launch, LaunchRequest, Resource, Stage } from '../../core/kernel.ts';
import { CHUNK_BYTES, CHUNK_WORDS, chunkCountOf } from '../../operations/chunks.ts';
import operation from '../../operations/ladder.operation.ts';
import { countOf } from '../../operations/probe-problem.ts';
import { chunkSlabs, chunksFit, SHAPES, slabWords, visitStage } from './chunk-visits.ts';

const WORKGROUP_SIZES = [64, 128, 256] as const;

const kernel: KernelDescriptor = {
  id: 'probe/ladder',
  label: 'read and multiply-add',
  description:
    'Streams vec4s and makes a given number of chained multiply-adds on every element, sixteen chains a thread.',
  operation: 'ladder',
  format: 'words',
  wgsl,
  tunables: { workgroupSize: WORKGROUP_SIZES },
  requires: [],
  // Of one an element: errors of a square in f32 stay under 1e-6, those of adding 32 of them under 2e-6.
  tolerance: 3e-6,
  dilutable: false,
  source: 'the chained multiply-adds of clpeak, mixed with loads as in mixbench',
  supports: (problem, limits) => chunksFit(problem, limits, 4 * Math.max(...WORKGROUP_SIZES)),
  launch,
};

function launch(request: LaunchRequest): Launch {
  const { problem, encoded } = request;
  const workgroupSize = request.tunables.workgroupSize!;
  const steps = countOf(problem, 'multiplyAdds');
  const resources: Resource[] = [];
  const stages: Stage[] = [];
  for (const slab of chunkSlabs(problem, request.limits)) {
    const words = slabWords(encoded.arrays.words!, slab);
    const sums = `sums.${slab.index}`;
    const visits = { ...request, tunables: { shape: SHAPES.onePerWorkgroup } };
    const { stage, params } = visitStage(slab, [words.name, sums], visits);
    resources.push(
      words,
      { name: sums, role: 'output', byteLength: slab.visitCount * workgroupSize * 4 },
      params,
    );
    stages.push(stage);
  }
  const chunkCount = chunkCountOf(problem.a.columnCount);
  return {
    resources,
    constants: { workgroupSize },
    specialize: { MULTIPLY_ADDS: `${steps}u` },
    stages,
    work: {
      usefulFlops: operation.usefulFlops(problem),
      // Of whole chunks.
      executedFlops: chunkCount * CHUNK_WORDS * 2 * steps,
      compulsoryBytes: operation.compulsoryBytes(problem, 4 * problem.a.columnCount),
      modelledBytes: chunkCount * (CHUNK_BYTES + 4 * workgroupSize),
    },
    outputType: 'f32',
    decodeOutput: raw => chunkTotals(raw, chunkCount, workgroupSize),
  };
}

/** Adds up what the threads of each chunk stored. */
function chunkTotals(raw: ArrayLike<number>, chunkCount: number, workgroupSize: number): Float64Array {
  return Float64Array.from({ length: chunkCount }, (_, chunk) => {
    let sum = 0;
    for (let lane = 0; lane < workgroupSize; lane++) sum += raw[chunk * workgroupSize + lane]!;
    return sum;
  });
}

export default kernel;
