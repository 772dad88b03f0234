import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { EXIT, UserError } from '../../core/errors.ts';
import { readFile } from '../../problems/files/read-files.ts';
import { cannotRead } from '../../store/file-cause.ts';
import { matrixInputs } from './matrix-inputs.ts';

const MATRIX_FILE = /\.(mtx|smtx)(\.gz)?$/i;

/** What of a folder can be measured, and why the rest cannot. */
export interface MatrixFolder {
  readonly paths: readonly string[];
  /** "young1c.mtx:1: complex values are not measured" */
  readonly refused: readonly string[];
}

/**
 * All matrix files below a folder, by their path. Each is read once to see whether it can be: of many real files a few are of a
 * kind that nobody here multiplies, and must not keep the others from being measured.
 * @throws UserError where the folder cannot be read, or holds no matrix that can
 */
export async function matrixFolder(folder: string): Promise<MatrixFolder> {
  const found = await filesBelow(folder);
  const paths: string[] = [];
  const refused: string[] = [];
  for (const path of found) {
    try {
      const [input] = await matrixInputs([path]);
      await readFile(input!);
      paths.push(path);
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      refused.push(error.message);
    }
  }
  if (paths.length > 0) return { paths, refused };
  const why = refused.length === 0 ? 'no .mtx or .smtx file' : `none that can be read: ${refused[0]}`;
  throw new UserError(`${folder} holds ${why}`, EXIT.usage);
}

async function filesBelow(folder: string): Promise<readonly string[]> {
  try {
    const entries = await readdir(folder, { recursive: true, withFileTypes: true });
    return entries
      .filter(entry => entry.isFile() && MATRIX_FILE.test(entry.name))
      .map(entry => join(entry.parentPath, entry.name))
      .sort();
  } catch (error) {
    throw cannotRead(folder, error);
  }
}
