import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { EXIT, type ExitCode, InvalidFileError, UserError } from '../core/errors.ts';
import { type Remark, remarkText } from '../core/record/remark.ts';
import type { ResultFile } from '../core/record/result-file.ts';
import type { ComparedFile } from '../report/compare/machine-answers.ts';
import { listResultFiles, loadResultFile, requireFile } from '../store/folder.ts';
import { judgedToday } from '../store/judged-today.ts';
import { findDisagreement, type ValidationTools } from '../store/validate.ts';

/** How a file is looked at before it is compared. */
export interface Checks {
  readonly validation: ValidationTools;
  /** What no run can say, and what is hard to believe; where it is absent, nobody asks. */
  examine?(file: ResultFile): Promise<readonly Remark[]>;
}

/** A file or folder that was named, and the runs in it. */
export interface NamedRuns {
  readonly path: string;
  readonly files: readonly ComparedFile[];
}

/** A file that is left out, or, where there is no exit code, one that is compared and doubted. */
export interface Objection {
  readonly message: string;
  readonly exitCode: ExitCode | null;
}

/**
 * Reads, checks and judges every result file that the path stands for. A bad one keeps no other from being compared.
 * @throws UserError where the very path cannot be read, or is a folder without result files
 */
export async function loadCompared(
  path: string,
  checks: Checks,
  onObjection: (objection: Objection) => void,
): Promise<NamedRuns> {
  const files: ComparedFile[] = [];
  for (const place of await placesIn(path, onObjection)) {
    try {
      files.push(await examined(place, checks, onObjection));
    } catch (error) {
      if (!(error instanceof InvalidFileError) && (!(error instanceof UserError) || place === path))
        throw error;
      onObjection({ message: error.message, exitCode: error.exitCode });
    }
  }
  return { path, files };
}

async function placesIn(
  path: string,
  onObjection: (objection: Objection) => void,
): Promise<readonly string[]> {
  const isFolder = await stat(path).then(
    stats => stats.isDirectory(),
    () => false,
  );
  if (!isFolder) return [path];
  const names = await listResultFiles(path, ({ message, exitCode }) => onObjection({ message, exitCode }));
  if (names.length === 0) throw new UserError(`no result files (*.json) in the folder ${path}`, EXIT.usage);
  const places: string[] = [];
  for (const name of names) {
    const place = join(path, name);
    try {
      await requireFile(place);
      places.push(place);
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      onObjection({ message: error.message, exitCode: error.exitCode });
    }
  }
  return places;
}

/** @throws InvalidFileError for a file that disagrees with itself, or says what no run can: what it measured is not known */
async function examined(
  path: string,
  checks: Checks,
  onObjection: (objection: Objection) => void,
): Promise<ComparedFile> {
  const file = await loadResultFile(path);
  const disagreement = await findDisagreement(file, checks.validation);
  if (disagreement !== null) {
    throw new InvalidFileError(path, null, `it disagrees with itself: ${disagreement.first}`);
  }
  const remarks = (await checks.examine?.(file)) ?? [];
  const [impossible] = remarks.filter(({ severity }) => severity === 'impossible');
  if (impossible !== undefined) throw new InvalidFileError(path, impossible.where, impossible.message);
  const [doubtful] = remarks.filter(({ severity }) => severity === 'doubtful');
  if (doubtful !== undefined) {
    onObjection({ message: `${path} is doubtful: ${remarkText(doubtful)}`, exitCode: null });
  }
  return {
    file: judgedToday(file, checks.validation),
    origin: 'others',
    standing: doubtful === undefined ? 'checked' : 'doubtful',
  };
}
