import { validationTools } from '../../app/integrity.ts';
import type { Disagreement, ResultFile } from '../../core/record/result-file.ts';
import { findDisagreement } from '../../store/validate.ts';
import type { Integrity } from '../state.ts';

/** Recomputes every hash, summary and finding of a file from its samples. */
export async function checkIntegrity(file: ResultFile): Promise<Integrity> {
  const disagreement = await findDisagreementHere(file);
  return disagreement === null ? { status: 'sound' } : { status: 'broken', ...disagreement };
}

/** The same, for what leaves the page. */
export function findDisagreementHere(file: ResultFile): Promise<Disagreement | null> {
  return findDisagreement(file, validationTools);
}
