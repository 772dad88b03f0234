import { examineFile, validationTools } from '../../app/integrity.ts';
import { impossibleIn, type Remark } from '../../core/record/remark.ts';
import type { Disagreement, ResultFile } from '../../core/record/result-file.ts';
import { findDisagreement } from '../../store/validate.ts';
import type { Integrity } from '../state.ts';

/** Recomputes every hash, summary and finding of a file from its samples. */
export async function checkIntegrity(file: ResultFile): Promise<Integrity> {
  const disagreement = await findDisagreementHere(file);
  return disagreement === null ? { status: 'sound', remarks: null } : { status: 'broken', ...disagreement };
}

/** What no run can say, and what few do, of a file that agrees with itself. */
export function remarksHere(file: ResultFile): Promise<readonly Remark[]> {
  return examineFile(file);
}

/** Why a file cannot be relied on: it disagrees with itself, or no run can say what it says. Null where neither is so. */
export async function findFaultHere(file: ResultFile): Promise<Disagreement | null> {
  return (await findDisagreementHere(file)) ?? impossibleIn(await remarksHere(file));
}

/** Whether it agrees with itself alone. */
export function findDisagreementHere(file: ResultFile): Promise<Disagreement | null> {
  return findDisagreement(file, validationTools);
}
