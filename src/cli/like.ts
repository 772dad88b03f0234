import { InvalidFileError } from '../core/errors.ts';
import { impossibleIn } from '../core/record/remark.ts';
import type { JudgedFile } from '../core/record/result-file.ts';
import { repeatedRun } from '../report/rows/repeated.ts';
import { repeatedLines } from '../report/table/table-repeated.ts';
import { loadResultFile } from '../store/folder.ts';
import { judgedToday } from '../store/judged-today.ts';
import { findDisagreement } from '../store/validate.ts';
import type { Engine } from './engine.ts';

/** The run that another repeats, read before anything is measured. */
export interface Like {
  readonly path: string;
  /** By the rules of today. */
  readonly file: JudgedFile;
}

/** @throws InvalidFileError for no result file, for one whose figures do not follow from its samples, and for what no run can say */
export async function loadLike(
  path: string,
  { validation, examine }: Pick<Engine, 'validation' | 'examine'>,
): Promise<Like> {
  const file = await loadResultFile(path);
  const disagreement = await findDisagreement(file, validation);
  if (disagreement !== null)
    throw new InvalidFileError(path, null, `disagrees with itself: ${disagreement.first}`);
  const impossible = impossibleIn(await examine(file));
  if (impossible !== null)
    throw new InvalidFileError(path, null, `cannot have happened: ${impossible.first}`);
  return { path, file: judgedToday(file, validation) };
}

/** The run beside that one, as it is printed after the report. */
export function besideLines(here: JudgedFile, { path, file }: Like): readonly string[] {
  return ['', ...repeatedLines(repeatedRun(here, file, path))];
}
