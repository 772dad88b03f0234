import { InvalidFileError } from '../core/errors.ts';
import type { JudgedFile } from '../core/record/result-file.ts';
import { repeatedRun } from '../report/rows/repeated.ts';
import { repeatedLines } from '../report/table/table-repeated.ts';
import { loadResultFile } from '../store/folder.ts';
import { judgedToday } from '../store/judged-today.ts';
import { findDisagreement, type ValidationTools } from '../store/validate.ts';

/** The run that another repeats, read before anything is measured. */
export interface Like {
  readonly path: string;
  /** By the rules of today. */
  readonly file: JudgedFile;
}

/** @throws InvalidFileError for no result file, and for one whose figures do not follow from its samples */
export async function loadLike(path: string, tools: ValidationTools): Promise<Like> {
  const file = await loadResultFile(path);
  const disagreement = await findDisagreement(file, tools);
  if (disagreement !== null)
    throw new InvalidFileError(path, null, `disagrees with itself: ${disagreement.first}`);
  return { path, file: judgedToday(file, tools) };
}

/** The run beside that one, as it is printed after the report. */
export function besideLines(here: JudgedFile, { path, file }: Like): readonly string[] {
  return ['', ...repeatedLines(repeatedRun(here, file, path))];
}
