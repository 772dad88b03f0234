import { validationTools } from '../../app/integrity.ts';
import type { ResultFile } from '../../core/record/result-file.ts';
import { validateResult } from '../../store/validate.ts';
import type { Integrity } from '../state.ts';

/** Recomputes every hash, summary and finding of a file from its samples. */
export async function checkIntegrity(file: ResultFile): Promise<Integrity> {
  const [first, ...others] = await validateResult(file, validationTools);
  if (!first) return { status: 'sound' };
  return { status: 'broken', first: `${first.place}: ${first.message}`, count: others.length + 1 };
}
