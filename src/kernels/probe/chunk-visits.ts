import { keptQuarters, RESIDENT_SET_BYTES, residentCount } from '../../core/dilution.ts';
import type { EncodedArray } from '../../core/format.ts';
import type { KernelLimits, LaunchRequest, Resource, Stage } from '../../core/kernel.ts';
import type { Problem } from '../../core/problem.ts';
import { formatCount, formatMemory } from '../../core/units.ts';
import { foldWorkgroups, slabs } from '../../core/workgroups.ts';
import { CHUNK_BYTES, chunkCountOf } from '../../operations/chunks.ts';
import { passesOf } from '../../operations/probe-problem.ts';
import { bindingBytes } from '../row-slabs.ts';
import { given, uniform } from '../uniform.ts';
import { workgroupsFit } from '../workgroups-fit.ts';

/**
 * How the read, write and copy probes go over an array: in visits, each of which streams one chunk. Pass q of chunk c is
 * visit q · chunkCount + c. What does not fit one binding is cut into slabs, one dispatch each.
 */

/** Values of the tunable `shape`. */
export const SHAPES = {
  /** A workgroup makes one visit. */
  onePerWorkgroup: 0,
  /** A workgroup visits a contiguous block of chunks, like the rows of a GEMV; a single one where there are few. */
  contiguous: 1,
  /** A workgroup's visits are a whole grid apart. */
  gridStride: 2,
} as const;

export const SHAPE_TUNABLE: readonly number[] = Object.values(SHAPES);

/** Visits of a workgroup in the two shapes that make several: as many as leave workgroups enough for the largest GPUs. */
const MOST_VISITS = 16;
const ENOUGH_WORKGROUPS = 4096;

const VEC4_BYTES = 16;

/** Chunks that share a binding. */
export interface ChunkSlab {
  readonly index: number;
  readonly firstChunk: number;
  readonly chunkCount: number;
  /** chunkCount · passes. */
  readonly visitCount: number;
  /** Of whole chunks. */
  readonly byteLength: number;
}

export function chunkSlabs(problem: Problem, limits: KernelLimits): readonly ChunkSlab[] {
  const chunksPerSlab = Math.floor(bindingBytes(limits) / CHUNK_BYTES);
  return slabs(chunkCountOf(problem.a.columnCount), chunksPerSlab).map(([begin, end], index) => ({
    index,
    firstChunk: begin,
    chunkCount: end - begin,
    visitCount: (end - begin) * passesOf(problem),
    byteLength: (end - begin) * CHUNK_BYTES,
  }));
}

/** @param outputBytesPerVisit of an output that grows with the passes; 0 where it does not */
export function chunksFit(
  problem: Problem,
  limits: KernelLimits,
  outputBytesPerVisit: number,
): true | string {
  const available = bindingBytes(limits);
  if (available < CHUNK_BYTES) {
    return `a chunk takes ${formatMemory(CHUNK_BYTES)}, but a storage binding holds ${formatMemory(available)}`;
  }
  const visits = Math.max(...chunkSlabs(problem, limits).map(slab => slab.visitCount));
  const bytes = visits * outputBytesPerVisit;
  if (bytes > available) {
    return `the sums of ${formatCount(visits)} visits take ${formatMemory(bytes)}, but a storage binding holds ${formatMemory(available)}`;
  }
  return workgroupsFit(visits, limits);
}

/** The slab's chunks that form the resident set of a diluted launch. */
export function residentChunks(
  slab: Pick<ChunkSlab, 'chunkCount'>,
  { residentBytes = RESIDENT_SET_BYTES }: Pick<LaunchRequest, 'residentBytes'>,
): number {
  return residentCount(CHUNK_BYTES, slab.chunkCount, residentBytes);
}

/** Bytes of such a chunk that are read, all or a part again and again. */
export function residentChunkBytes({
  residentBytes = RESIDENT_SET_BYTES,
}: Pick<LaunchRequest, 'residentBytes'>): number {
  return Math.min(CHUNK_BYTES, residentBytes);
}

/** The dispatch that makes a slab's visits, and its uniform; `bindings` come before the uniform. */
export function visitStage(
  slab: ChunkSlab,
  bindings: readonly string[],
  request: LaunchRequest,
): { readonly stage: Stage; readonly params: Resource } {
  const { tunables, limits, memoryShare } = request;
  const visitsPerGroup = tunables.shape === SHAPES.onePerWorkgroup ? 1 : severalVisits(slab);
  const groupCount = Math.ceil(slab.visitCount / visitsPerGroup);
  const strided = tunables.shape === SHAPES.gridStride;
  const params = uniform(`params.${slab.index}`, [
    ...given(slab.visitCount, slab.chunkCount, groupCount),
    visitsPerGroup,
    ...given(strided ? 1 : visitsPerGroup, strided ? groupCount : 1, slab.firstChunk),
    ...given(keptQuarters(memoryShare), residentChunks(slab, request)),
    ...given(residentChunkBytes(request) / VEC4_BYTES),
  ]);
  const workgroups = foldWorkgroups(groupCount, limits);
  return { stage: { entryPoint: 'main', bindings: [...bindings, params.name], workgroups }, params };
}

function severalVisits({ visitCount }: ChunkSlab): number {
  return Math.min(MOST_VISITS, Math.max(1, Math.floor(visitCount / ENOUGH_WORKGROUPS)));
}

/** The words of a slab as a view; the device fills the last chunk up with zeros. */
export function slabWords(words: EncodedArray, slab: ChunkSlab): Resource {
  const begin = (slab.firstChunk * CHUNK_BYTES) / 4;
  const data = words.subarray(begin, begin + slab.byteLength / 4);
  return { name: `words.${slab.index}`, role: 'weights', data, byteLength: slab.byteLength };
}
