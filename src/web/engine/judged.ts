import { validationTools } from '../../app/integrity.ts';
import type { JudgedFile, ResultFile } from '../../core/record/result-file.ts';
import { judgedToday } from '../../store/judged-today.ts';

/** A loaded file with the conclusions of this page's rules. */
export function judgedHere(file: ResultFile): JudgedFile {
  return judgedToday(file, validationTools);
}
