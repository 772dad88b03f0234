import { constants, createReadStream, fstatSync, type Stats } from 'node:fs';
import { access, stat } from 'node:fs/promises';
import { resolve, sep } from 'node:path';
import { pruningMethod } from '../../analysis/ranking/pruning.ts';
import type { MatrixInput } from '../../problems/files/read-files.ts';
import { cannotRead } from '../../store/file-cause.ts';

/**
 * Matrix files and pipes named on the command line, each once, opened only when read.
 * @throws UserError for a path that can be read as neither
 */
export async function matrixInputs(paths: readonly string[]): Promise<readonly MatrixInput[]> {
  const distinct = [...new Set(paths.map(path => resolve(path)))];
  const names = distinctNames(distinct);
  return Promise.all(
    distinct.map(async (path, index) => ({
      name: names[index]!,
      byteLength: await sizeOf(path),
      chunks: () => chunksOf(path),
    })),
  );
}

/**
 * The shortest ends of the paths that tell them apart: "0.5/a.smtx" and "0.9/a.smtx", but "b.mtx"; of pipes "fd/63". Of several
 * files, one in a folder that says how it was pruned is called from that folder on.
 */
export function distinctNames(paths: readonly string[]): readonly string[] {
  const steps = paths.map(path => path.split(sep));
  const ending = (index: number, length: number) => steps[index]!.slice(-length).join('/');
  return steps.map((own, index) => {
    // A number alone would be no name.
    let length = descriptorOf(paths[index]!) === null || own.at(-1) === 'stdin' ? 1 : 2;
    const clashes = () =>
      steps.some((_, other) => other !== index && ending(other, length) === ending(index, length));
    while (length < own.length && clashes()) length++;
    const methodAt = own.findLastIndex((step, at) => at < own.length - 1 && pruningMethod(step) !== null);
    const isOfMethod = paths.length > 1 && methodAt >= 0;
    return ending(index, isOfMethod ? Math.max(length, own.length - methodAt) : length);
  });
}

/** The open descriptor that a path stands for: of `/dev/stdin`, or where the shell's `<(…)` leads. */
function descriptorOf(path: string): number | null {
  if (path === '/dev/stdin') return 0;
  const [, digits] = /^\/(?:dev|proc\/self)\/fd\/(\d+)$/.exec(path) ?? [];
  return digits === undefined ? null : Number(digits);
}

/** Null for a pipe: how much comes through it is known at its end. */
async function sizeOf(path: string): Promise<number | null> {
  const descriptor = descriptorOf(path);
  try {
    const stats = descriptor === null ? await stat(path) : fstatSync(descriptor);
    if (!stats.isFile() && !isPipe(stats)) throw new Error('it is not a file');
    if (descriptor === null) await access(path, constants.R_OK);
    return stats.isFile() ? stats.size : null;
  } catch (error) {
    throw cannotRead(path, error);
  }
}

/** Programs in Node hand sockets to those that they start, as if they were pipes. */
function isPipe(stats: Stats): boolean {
  return stats.isFIFO() || stats.isSocket();
}

async function* chunksOf(path: string): AsyncGenerator<Uint8Array> {
  const descriptor = descriptorOf(path);
  try {
    // A pipe that is open already need not be opened again, and a socket cannot.
    const stream = descriptor === null ? createReadStream(path) : createReadStream('', { fd: descriptor });
    yield* stream as AsyncIterable<Uint8Array>;
  } catch (error) {
    throw cannotRead(path, error);
  }
}
