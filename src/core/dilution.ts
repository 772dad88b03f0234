/**
 * Dilution (experiment E6) is a memory-traffic ablation: the same pipeline, grid and instructions, but a share 1 − p of the
 * blocks (rows or chunks that are read together) reads a small resident set instead of its own memory. Nothing changes but
 * memory traffic.
 *
 * The choice is by a golden-ratio hash, so that kept blocks are spread evenly and do not stride over memory channels.
 * The shader does the same in u32 arithmetic:
 *   let kept = ((block * 2654435769u) >> 30u) < keptQuarters;
 * A block that is not kept reads block % residentBlocks. Where a block may be larger than the resident set, each row of it
 * reads row % residentRows instead.
 */

/** Shares p that can be asked for. */
export const MEMORY_SHARES = [1, 0.75, 0.5, 0.25, 0] as const;

/** Bytes that the resident set should not exceed, so that the nearest caches hold it. */
export const RESIDENT_SET_BYTES = 64 * 1024;

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
export function residentCount(bytesEach: number, count: number): number {
  const fitting = Math.max(1, Math.floor(RESIDENT_SET_BYTES / Math.max(1, bytesEach)));
  return Math.max(1, Math.min(fitting, count));
}
