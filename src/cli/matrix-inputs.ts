import { constants, createReadStream } from 'node:fs';
import { access, stat } from 'node:fs/promises';
import { resolve, sep } from 'node:path';
import type { MatrixInput } from '../problems/files/read-files.ts';
import { cannotRead } from '../store/file-cause.ts';

/**
 * Matrix files named on the command line, each once, opened only when read.
 * @throws UserError for a path that is no readable file
 */
export async function matrixInputs(paths: readonly string[]): Promise<readonly MatrixInput[]> {
  const distinct = [...new Set(paths.map(path => resolve(path)))];
  const names = distinctNames(distinct);
  return Promise.all(
    distinct.map(async (path, index) => ({
      name: names[index]!,
      byteLength: await fileSize(path),
      chunks: () => chunksOf(path),
    })),
  );
}

/** The shortest ends of the paths that tell them apart: "0.5/a.smtx" and "0.9/a.smtx", but "b.mtx". */
export function distinctNames(paths: readonly string[]): readonly string[] {
  const steps = paths.map(path => path.split(sep));
  const ending = (index: number, length: number) => steps[index]!.slice(-length).join('/');
  return steps.map((own, index) => {
    let length = 1;
    const clashes = () =>
      steps.some((_, other) => other !== index && ending(other, length) === ending(index, length));
    while (length < own.length && clashes()) length++;
    return ending(index, length);
  });
}

async function fileSize(path: string): Promise<number> {
  try {
    const stats = await stat(path);
    if (!stats.isFile()) throw new Error('it is not a file');
    await access(path, constants.R_OK);
    return stats.size;
  } catch (error) {
    throw cannotRead(path, error);
  }
}

async function* chunksOf(path: string): AsyncGenerator<Uint8Array> {
  try {
    yield* createReadStream(path) as AsyncIterable<Uint8Array>;
  } catch (error) {
    throw cannotRead(path, error);
  }
}
