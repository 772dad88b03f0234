import { RESIDENT_SET_BYTES, RESIDENT_SETS_BYTES } from '../../core/dilution.ts';

/** A smaller set has to be read this many times as fast to be worth having fewer lines in. */
const FASTER = 1.1;

/**
 * The resident set that dilution (E6) goes to: it must lie in the nearest cache, and what that holds differs. Chosen from
 * T(0) before anything is judged.
 * @param readNs time of a product that reads nothing but a resident set of so many bytes; null where it was not measured
 * @returns bytes of the largest set that is read about as fast as the fastest
 */
export async function findResidentSet(
  readNs: (residentBytes: number) => Promise<number | null>,
): Promise<number> {
  const seen: { readonly bytes: number; readonly ns: number }[] = [];
  for (const bytes of RESIDENT_SETS_BYTES) {
    const ns = await readNs(bytes);
    if (ns !== null) seen.push({ bytes, ns });
  }
  const fastestNs = Math.min(...seen.map(({ ns }) => ns));
  return seen.find(({ ns }) => ns <= FASTER * fastestNs)?.bytes ?? RESIDENT_SET_BYTES;
}
