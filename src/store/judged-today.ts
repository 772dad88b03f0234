import type { JudgedFile, ResultFile } from '../core/record/result-file.ts';
import type { ValidationTools } from './validate.ts';

/**
 * The file with conclusions drawn from its records by the rules of this program, beside its own where other rules
 * judged it: so several files are compared by one measure, and nothing that a file says is hidden.
 */
export function judgedToday(
  file: ResultFile,
  { rulesHash, analyse, thresholds }: Pick<ValidationTools, 'rulesHash' | 'analyse' | 'thresholds'>,
): JudgedFile {
  if (file.judgedBy.rulesHash === rulesHash) return file;
  const { ceilings, findings, crossovers, verdict } = file;
  return { ...file, ...analyse(file), thresholds, earlier: { ceilings, findings, crossovers, verdict } };
}
