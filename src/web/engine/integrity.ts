import { examineFile, validationTools } from '../../app/integrity.ts';
import type { Remark } from '../../core/record/remark.ts';
import type { Disagreement, ResultFile } from '../../core/record/result-file.ts';
import { findDisagreement } from '../../store/validate.ts';
import type { Integrity } from '../state.ts';

/** Recomputes every hash, summary and finding of a file from its samples. */
export async function checkIntegrity(file: ResultFile): Promise<Integrity> {
  const disagreement = await findDisagreementHere(file);
  return disagreement === null ? { status: 'sound' } : { status: 'broken', ...disagreement };
}

/** What no run can say, and what few do, of a file that agrees with itself. */
export function remarksHere(file: ResultFile): Promise<readonly Remark[]> {
  return examineFile(file);
}

/** The same, for what leaves the page. */
export function findDisagreementHere(file: ResultFile): Promise<Disagreement | null> {
  return findDisagreement(file, validationTools);
}
