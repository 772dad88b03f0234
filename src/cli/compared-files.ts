import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { EXIT, type ExitCode, InvalidFileError, UserError } from '../core/errors.ts';
import type { ComparedFile } from '../report/compare/machine-answers.ts';
import { listResultFiles, loadResultFile, requireFile } from '../store/folder.ts';
import { judgedToday } from '../store/judged-today.ts';
import { findDisagreement, type ValidationTools } from '../store/validate.ts';

/** A file or folder that was named, and the runs in it. */
export interface NamedRuns {
  readonly path: string;
  readonly files: readonly ComparedFile[];
}

/** A file that is left out. */
export interface Refusal {
  readonly message: string;
  readonly exitCode: ExitCode;
}

/**
 * Reads, checks and judges every result file that the path stands for. A bad one keeps no other from being compared.
 * @throws UserError where the very path cannot be read, or is a folder without result files
 */
export async function loadCompared(
  path: string,
  tools: ValidationTools,
  onRefused: (refusal: Refusal) => void,
): Promise<NamedRuns> {
  const files: ComparedFile[] = [];
  for (const place of await placesIn(path, onRefused)) {
    try {
      files.push(await examined(place, tools));
    } catch (error) {
      if (!(error instanceof InvalidFileError) && (!(error instanceof UserError) || place === path))
        throw error;
      onRefused({ message: error.message, exitCode: error.exitCode });
    }
  }
  return { path, files };
}

async function placesIn(path: string, onRefused: (refusal: Refusal) => void): Promise<readonly string[]> {
  const isFolder = await stat(path).then(
    stats => stats.isDirectory(),
    () => false,
  );
  if (!isFolder) return [path];
  const names = await listResultFiles(path, ({ message, exitCode }) => onRefused({ message, exitCode }));
  if (names.length === 0) throw new UserError(`no result files (*.json) in the folder ${path}`, EXIT.usage);
  const places: string[] = [];
  for (const name of names) {
    const place = join(path, name);
    try {
      await requireFile(place);
      places.push(place);
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      onRefused({ message: error.message, exitCode: error.exitCode });
    }
  }
  return places;
}

/** @throws InvalidFileError for a file that disagrees with itself: what it measured is not known */
async function examined(path: string, tools: ValidationTools): Promise<ComparedFile> {
  const file = await loadResultFile(path);
  const disagreement = await findDisagreement(file, tools);
  if (disagreement !== null) {
    throw new InvalidFileError(path, null, `it disagrees with itself: ${disagreement.first}`);
  }
  return { file: judgedToday(file, tools), origin: 'others', standing: 'checked' };
}
