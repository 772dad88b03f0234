/**
 * Dilution (experiment E6) is a memory-traffic ablation: the same pipeline, grid and instructions, but a share 1 − p of the
 * blocks (rows or chunks that are read together) reads a small resident set instead of its own memory. Nothing changes but
 * memory traffic.
 *
 * The choice is by a golden-ratio hash, so that kept blocks are spread evenly and do not stride over memory channels.
 * The shader does the same in u32 arithmetic:
 *   let kept = ((block * 2654435769u) >> 30u) < keptQuarters;
 * A block that is not kept reads block % residentBlocks. Where a block may be larger than the resident set, each row of it
 * reads row % residentRows instead, and where a row or a chunk may be, its first part again and again. Rows of a sparse
 * matrix are not parted: of these one is resident at least.
 */

/** Shares p that can be asked for. */
export const MEMORY_SHARES = [1, 0.75, 0.5, 0.25, 0] as const;

/** Bytes that the resident set does not exceed unless a case says otherwise, so that the nearest caches hold it. */
export const RESIDENT_SET_BYTES = 64 * 1024;

/** What is tried before anything is judged, largest first: chunks and rows of 32 KiB miss the nearest cache of many GPUs. */
export const RESIDENT_SETS_BYTES = [RESIDENT_SET_BYTES, 16 * 1024, 4 * 1024] as const;

/** The smallest that kernels can part: some of their loads take turns in it. */
export const LEAST_RESIDENT_BYTES = 256;

/** All bits of an index count: nothing is parted. */
const WHOLE_MASK = 0xffffffff;

/** p as the number of quarters of the blocks that are kept, the value of the shader's uniform. */
export function keptQuarters(memoryShare: number): number {
  const quarters = memoryShare * 4;
  if (!Number.isInteger(quarters) || quarters < 0 || quarters > 4) {
    throw new RangeError(`memory share must be one of ${MEMORY_SHARES.join(', ')}, got ${memoryShare}`);
  }
  return quarters;
}

/** Whether a block reads its own memory. */
export function isKept(block: number, quarters: number): boolean {
  return Math.imul(block, 0x9e3779b9) >>> 30 < quarters;
}

/** Which block's memory block `block` reads. */
export function sourceBlock(block: number, quarters: number, residentBlocks: number): number {
  return isKept(block, quarters) ? block : block % residentBlocks;
}

/** How many of `count` blocks or rows of `bytesEach` make the resident set: as many as fit, but at least one. */
export function residentCount(bytesEach: number, count: number, residentBytes: number): number {
  const fitting = Math.max(1, Math.floor(residentBytes / Math.max(1, bytesEach)));
  return Math.max(1, Math.min(fitting, count));
}

/**
 * What the index of a row's load is masked with: all ones where a whole row fits the resident set, else one less than the
 * largest power of two of loads that fit.
 */
export function residentMask(
  row: { readonly bytes: number; readonly loadCount: number },
  residentBytes: number,
): number {
  if (row.bytes <= residentBytes) return WHOLE_MASK;
  return 2 ** Math.floor(Math.log2((residentBytes * row.loadCount) / row.bytes)) - 1;
}

/** Whether only a part of a row is resident. */
export function isParted(mask: number): boolean {
  return mask !== WHOLE_MASK;
}
