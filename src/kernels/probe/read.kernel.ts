import wgsl from '../../../shaders/probe/read.wgsl?raw';
import { keptQuarters, sourceBlock } from '../../core/dilution.ts';
import type { KernelDescriptor, Launch, LaunchRequest, Resource, Stage } from '../../core/kernel.ts';
import operation from '../../operations/read.operation.ts';
import {
  type ChunkSlab,
  chunkSlabs,
  chunksFit,
  residentChunks,
  SHAPE_TUNABLE,
  slabWords,
  visitStage,
} from './chunk-visits.ts';

const WORKGROUP_SIZES = [64, 128, 256] as const;

const kernel: KernelDescriptor = {
  id: 'probe/read',
  label: 'read',
  description:
    'Sums 32-bit words by vec4 loads, 32 KiB a visit: one visit a workgroup (shape 0), a block of visits (1) or a grid apart (2).',
  operation: 'read',
  format: 'words',
  wgsl,
  tunables: { workgroupSize: WORKGROUP_SIZES, loads: [8, 4], shape: SHAPE_TUNABLE },
  requires: [],
  tolerance: 0,
  dilutable: true,
  source: 'the read kernels of mixbench and clpeak, rearranged in chunks',
  supports: (problem, limits) => chunksFit(problem, limits, 4 * Math.max(...WORKGROUP_SIZES)),
  launch,
};

function launch(request: LaunchRequest): Launch {
  const { problem, encoded, tunables, memoryShare } = request;
  const workgroupSize = tunables.workgroupSize!;
  const parts = chunkSlabs(problem, request.limits);
  const resources: Resource[] = [];
  const stages: Stage[] = [];
  let modelledBytes = 0;
  for (const slab of parts) {
    const words = slabWords(encoded.arrays.words!, slab);
    const sumBytes = slab.visitCount * workgroupSize * 4;
    const { stage, params } = visitStage(slab, [words.name, `sums.${slab.index}`], request);
    resources.push(words, { name: `sums.${slab.index}`, role: 'output', byteLength: sumBytes }, params);
    stages.push(stage);
    // Whole chunks are read, and one word a thread and visit is stored.
    modelledBytes += (slab.byteLength / slab.chunkCount) * slab.visitCount + sumBytes;
  }
  const compulsoryBytes = operation.compulsoryBytes(problem, 4 * problem.a.columnCount);
  return {
    resources,
    constants: { workgroupSize, loads: tunables.loads! },
    specialize: {},
    stages,
    work: { usefulFlops: 0, executedFlops: 0, compulsoryBytes, modelledBytes },
    outputType: 'u32',
    decodeOutput: raw => chunkTotals(raw, parts, workgroupSize),
    ...(memoryShare < 1 && { expectedIndex: chunk => sourceChunk(chunk, parts, memoryShare) }),
  };
}

/** Adds up, modulo 2^32, what the threads of all visits of a chunk stored. */
function chunkTotals(
  raw: ArrayLike<number>,
  parts: readonly ChunkSlab[],
  workgroupSize: number,
): Float64Array {
  const last = parts.at(-1)!;
  const totals = new Uint32Array(last.firstChunk + last.chunkCount);
  let next = 0;
  for (const { firstChunk, chunkCount, visitCount } of parts) {
    for (let visit = 0; visit < visitCount; visit++) {
      let sum = 0;
      for (let lane = 0; lane < workgroupSize; lane++) sum = (sum + raw[next++]!) | 0;
      totals[firstChunk + (visit % chunkCount)]! += sum;
    }
  }
  return Float64Array.from(totals);
}

function sourceChunk(chunk: number, parts: readonly ChunkSlab[], memoryShare: number): number {
  const slab = parts.findLast(part => part.firstChunk <= chunk)!;
  const source = sourceBlock(chunk - slab.firstChunk, keptQuarters(memoryShare), residentChunks(slab));
  return slab.firstChunk + source;
}

export default kernel;
