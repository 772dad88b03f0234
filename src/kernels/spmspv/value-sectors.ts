/** What memory moves at least, on GPUs. */
const SECTOR_BYTES = 32;
const VALUES_PER_SECTOR = 8;

/**
 * Bytes of f32 values that are read where `needed` of them lie scattered among `count`: whole sectors, since skipping a word
 * saves none.
 */
export function maskedValueBytes(count: number, needed: number): number {
  if (count === 0) return 0;
  let untouched = 1;
  for (let i = 0; i < VALUES_PER_SECTOR; i++) untouched *= 1 - needed / count;
  const sectors = Math.ceil((count / VALUES_PER_SECTOR) * (1 - untouched));
  return Math.max(4 * needed, Math.min(4 * count, SECTOR_BYTES * sectors));
}
