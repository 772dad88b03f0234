import wgsl from '../../../shaders/probe/read.wgsl?raw';
import { isKept, keptQuarters } from '../../core/dilution.ts';
import type { KernelDescriptor, Launch, LaunchRequest, Resource, Stage } from '../../core/kernel.ts';
import { CHUNK_BYTES, chunkSums } from '../../operations/chunks.ts';
import { passesOf } from '../../operations/probe-problem.ts';
import operation from '../../operations/read.operation.ts';
import {
  type ChunkSlab,
  chunkSlabs,
  chunksFit,
  residentChunkBytes,
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
  const { problem, encoded, tunables } = request;
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
    ...(request.memoryShare < 1 && {
      expectedIndex: chunk => sourceChunk(chunk, parts, request),
      ownReference: () => partReference(request, parts),
    }),
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

/** The chunk that is read in place of one; after all chunks, a part of each slab's first. */
function sourceChunk(chunk: number, parts: readonly ChunkSlab[], request: LaunchRequest): number {
  const slab = parts.findLast(part => part.firstChunk <= chunk)!;
  const own = chunk - slab.firstChunk;
  if (isKept(own, keptQuarters(request.memoryShare))) return chunk;
  if (residentChunkBytes(request) === CHUNK_BYTES)
    return slab.firstChunk + (own % residentChunks(slab, request));
  const last = parts.at(-1)!;
  return last.firstChunk + last.chunkCount + slab.index;
}

/** Sums of the resident part of each slab's first chunk, read as often as a whole chunk has room for it. */
function partReference(
  request: LaunchRequest,
  parts: readonly ChunkSlab[],
): { readonly expected: Float64Array; readonly scale: Float64Array } {
  const bytes = residentChunkBytes(request);
  const words = request.encoded.arrays.words as Float32Array<ArrayBuffer>;
  const times = (CHUNK_BYTES / bytes) * passesOf(request.problem);
  const expected = parts.map(slab => {
    const begin = (slab.firstChunk * CHUNK_BYTES) / 4;
    const part = words.subarray(begin, begin + bytes / 4);
    const [sum = 0] = chunkSums(new Uint32Array(part.buffer, part.byteOffset, part.length));
    return Math.imul(sum, times) >>> 0;
  });
  return { expected: Float64Array.from(expected), scale: new Float64Array(parts.length) };
}

export default kernel;
