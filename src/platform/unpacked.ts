import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { basename, delimiter, dirname, isAbsolute, join, sep } from 'node:path';
import { brotliDecompressSync } from 'node:zlib';
import { parseTar } from 'nanotar';
import { EXIT, messageOf, UserError } from '../core/errors.ts';
import { isPrivate, privateFolder } from './private-folder.ts';
import { makeScratch, sweepScratch } from './scratch.ts';

/** Lists what belongs in a folder of binaries: a truncated library ends a process without a word (SIGBUS). */
export const CONTENTS = 'contents.txt';
const SCRATCH = 'unpacking';

/** Path in a folder, with `/`, and size in bytes. */
export type FileSize = readonly [path: string, size: number];

/** The text of a folder's list. */
export function contentsText(files: readonly FileSize[]): string {
  return files.map(([path, size]) => `${size} ${path}\n`).join('');
}

/** Whether a folder has all files of its list in their sizes. */
export function isWhole(folder: string): boolean {
  const list = join(folder, CONTENTS);
  if (!existsSync(list)) return false;
  const lines = readFileSync(list, 'utf8').split('\n').slice(0, -1);
  return (
    lines.length > 0 &&
    lines.every(line => {
      const [size, path] = [line.slice(0, line.indexOf(' ')), line.slice(line.indexOf(' ') + 1)];
      return String(statSync(join(folder, path), { throwIfNoEntry: false })?.size) === size;
    })
  );
}

/**
 * Unpacks archives of one npm package into `<cache>/<name>-<version>`, where nobody else can write; what lies there
 * already is taken if it is whole, else replaced. Parallel callers are safe: the last rename loses quietly.
 * @param archives `.tar.br`, or a `.br` of one file
 * @throws UserError where there is no place for it
 */
export function unpackOnce(archives: readonly string[], name: string): string {
  const parent = cacheFolder(name);
  sweepScratch(parent, SCRATCH);
  const target = join(parent, `${name}-${packageVersion(archives[0]!)}`);
  // Others may have put it there while they could write to the folder.
  const isGood = () => isPrivate(target) && isWhole(target);
  if (isGood()) return target;
  const fresh = makeScratch(parent, SCRATCH);
  const earlier = makeScratch(parent, SCRATCH);
  try {
    const files = archives.flatMap(archive => unpack(archive, fresh));
    writeFileSync(join(fresh, CONTENTS), contentsText(files), { flush: true });
    if (isGood()) return target;
    if (existsSync(target)) renameSync(target, earlier);
    renameSync(fresh, target);
  } catch (error) {
    if (!isGood()) throw cannotUnpack(name, `into ${parent}: ${messageOf(error)}`);
  } finally {
    for (const folder of [fresh, earlier]) rmSync(folder, { recursive: true, force: true });
  }
  return target;
}

function unpack(archive: string, folder: string): readonly FileSize[] {
  const data = brotliDecompressSync(readFileSync(archive));
  if (!archive.endsWith('.tar.br')) return [writeBinary(folder, basename(archive, '.br'), data)];
  return parseTar(data).flatMap(file => {
    const path = join(folder, file.name);
    if (!path.startsWith(folder + sep))
      throw new Error(`${archive} holds a path outside itself: ${file.name}`);
    if (file.type === 'directory') mkdirSync(path, { recursive: true });
    return file.type === 'file' ? [writeBinary(folder, file.name, file.data ?? new Uint8Array())] : [];
  });
}

function writeBinary(folder: string, name: string, data: Uint8Array): FileSize {
  const path = join(folder, name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, data, { mode: 0o755, flush: true });
  return [name, data.length];
}

/** A folder whose path can stand in LD_LIBRARY_PATH. @throws UserError */
function cacheFolder(name: string): string {
  const candidates = [userCache(), join(tmpdir(), `ridgepoint-${process.getuid?.() ?? 0}`)].filter(
    path => path !== null,
  );
  const usable = candidates.filter(path => !path.includes(delimiter));
  let folder: string;
  try {
    folder = privateFolder(usable);
  } catch (error) {
    throw cannotUnpack(name, `anywhere: tried ${candidates.join(', ')} (${messageOf(error)})`);
  }
  if (!folder.includes(delimiter)) return folder;
  rmSync(folder, { recursive: true, force: true });
  throw cannotUnpack(name, `anywhere: tried ${candidates.join(', ')} (no library is found below a colon)`);
}

/** Null for a user without a home. */
function userCache(): string | null {
  const asked = process.env.XDG_CACHE_HOME ?? '';
  if (isAbsolute(asked)) return join(asked, 'ridgepoint');
  try {
    return join(homedir(), '.cache', 'ridgepoint');
  } catch {
    return null;
  }
}

function cannotUnpack(name: string, where: string): UserError {
  const advice = 'set XDG_CACHE_HOME to a folder that can be written to';
  return new UserError(`cannot unpack ${name} ${where}; ${advice}`, EXIT.noAdapter);
}

function packageVersion(archive: string): string {
  const manifest = join(dirname(dirname(archive)), 'package.json');
  if (!existsSync(manifest)) return 'bundled';
  return (JSON.parse(readFileSync(manifest, 'utf8')) as { version: string }).version;
}
