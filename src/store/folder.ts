import { randomUUID } from 'node:crypto';
import { createReadStream, type Dirent } from 'node:fs';
import { mkdir, open, readdir, realpath, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { EXIT, InvalidFileError, UserError } from '../core/errors.ts';
import type { ResultFile } from '../core/record/result-file.ts';
import { formatMemory } from '../core/units.ts';
import { cannotRead, causeOf } from './file-cause.ts';
import { MAX_TEXT_LENGTH, parseResultFile } from './parse.ts';
import { type PartialFile, partialName, type ResultStore, resultName, resultText } from './result-store.ts';

/** A folder of result files, one folder a machine inside it. */
export function folderStore(folder: string): ResultStore {
  return {
    save: async file => {
      const name = await resultName(file);
      const location = join(folder, name);
      await writeWhole(location, resultText(file));
      return { name, location };
    },
    partial: () => partialFile(folder),
  };
}

function partialFile(folder: string): PartialFile {
  const id = randomUUID().slice(0, 8);
  let location: string | null = null;
  return {
    get location() {
      return location;
    },
    keep: async file => {
      const path = join(folder, partialName(file, id));
      await writeWhole(path, resultText(file));
      location = path;
    },
    remove: async () => {
      if (location !== null) await rm(location, { force: true });
      location = null;
    },
  };
}

/**
 * Makes the folder and writes to it once, so that a long run does not end in a folder that refuses its result.
 * @throws UserError naming folder and cause
 */
export async function requireWritable(folder: string): Promise<void> {
  const probe = join(folder, `.${randomUUID()}.tmp`);
  try {
    await makeFolder(folder);
    await (await open(probe, 'wx')).close();
  } catch (error) {
    throw new UserError(`cannot write to the folder ${folder}: ${causeOf(error)}`, EXIT.usage);
  } finally {
    await rm(probe, { force: true }).catch(() => {});
  }
}

/** A folder and what leads to it; what was not there yet is open to this user only. */
export function makePrivateFolder(folder: string): Promise<void> {
  return makeFolder(folder, 0o700);
}

/**
 * A folder and what leads to it. Not by `recursive: true`, which never returns where a file system that takes no folders
 * (/proc) says that the parent does not exist, although it does.
 */
async function makeFolder(folder: string, mode = 0o777): Promise<void> {
  try {
    await mkdir(folder, mode);
  } catch (error) {
    if (await isFolder(folder)) return;
    const parent = dirname(folder);
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT' || (await isFolder(parent))) throw error;
    await makeFolder(parent, mode);
    await makeFolder(folder, mode);
  }
}

function isFolder(path: string): Promise<boolean> {
  return stat(path).then(
    stats => stats.isDirectory(),
    () => false,
  );
}

/**
 * The same for a file that will be written, or written over.
 * @throws UserError
 */
export async function requireWritableFile(path: string): Promise<void> {
  const stats = await stat(path).catch(() => null);
  const wrong =
    (stats?.isDirectory() ?? path.endsWith('/'))
      ? 'it is a folder'
      : // A file that is renamed over a device takes its place.
        stats?.isFile() === false
        ? 'it is not a file'
        : null;
  if (wrong !== null) throw new UserError(`cannot write ${path}: ${wrong}`, EXIT.usage);
  await requireWritable(dirname(path));
}

/**
 * Writes beside the target, then renames: nobody ever sees half a file, and an abort leaves none.
 * @param content whole, or in pieces
 */
export async function writeWhole(
  path: string,
  content: string | Uint8Array | Iterable<Uint8Array>,
  signal: AbortSignal | null = null,
): Promise<void> {
  const temporary = join(dirname(path), `.${randomUUID()}.tmp`);
  try {
    await makeFolder(dirname(path));
    const handle = await open(temporary, 'wx');
    try {
      await writeFile(handle, content, signal === null ? {} : { signal });
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => {});
    if (signal?.aborted) throw new UserError(`stopped before ${path} was written`, EXIT.interrupted);
    throw new UserError(`cannot write ${path}: ${causeOf(error)}`, EXIT.usage);
  }
}

/** @throws InvalidFileError where the content is no result file, UserError where it cannot be read */
export async function loadResultFile(path: string): Promise<ResultFile> {
  const text = await readText(path);
  return parseResultFile(text.replace(/^\uFEFF/, ''), path);
}

/**
 * A whole text, from a pipe as well; what never ends (/dev/zero) is given up.
 * @throws InvalidFileError for one that is too long, UserError where it cannot be read
 */
export async function readText(path: string): Promise<string> {
  const chunks: Buffer[] = [];
  let length = 0;
  try {
    const { size } = await stat(path);
    // UTF-8 never takes fewer bytes than UTF-16 takes units.
    if (size > MAX_TEXT_LENGTH) throw tooLong(path, formatMemory(size));
    for await (const chunk of createReadStream(path, { highWaterMark: CHUNK_BYTES })) {
      length += chunk.length;
      if (length > MAX_TEXT_LENGTH) throw tooLong(path, `more than ${formatMemory(MAX_TEXT_LENGTH)}`);
      chunks.push(chunk);
    }
  } catch (error) {
    if (error instanceof UserError) throw error;
    throw cannotRead(path, error);
  }
  return Buffer.concat(chunks).toString('utf8');
}

const CHUNK_BYTES = 2 ** 20;

function tooLong(path: string, size: string): InvalidFileError {
  return new InvalidFileError(path, null, `${size}; at most ${formatMemory(MAX_TEXT_LENGTH)} are read`);
}

/**
 * Holds a name that was found, not given, to be a file, itself or at the end of a link: to open a pipe can take forever.
 * @throws UserError
 */
export async function requireFile(path: string): Promise<void> {
  const stats = await stat(path).catch(error => {
    throw cannotRead(path, error);
  });
  if (stats.isFile()) return;
  throw cannotRead(path, new Error(stats.isDirectory() ? 'it is a folder' : 'it is not a file'));
}

/**
 * Everything named `*.json` under the folder except JSON Schemas, whatever it is, as sorted paths relative to it. Folders
 * are followed through links, each once.
 * @param onUnreadable told of a folder in it that cannot be read
 * @throws UserError where the folder itself cannot be read
 */
export async function listResultFiles(
  folder: string,
  onUnreadable: (error: UserError) => void = () => {},
): Promise<readonly string[]> {
  const names: string[] = [];
  const visited = new Set<string>();
  const pending = [''];
  for (let inner = pending.pop(); inner !== undefined; inner = pending.pop()) {
    let entries: Dirent[];
    try {
      const place = await realpath(join(folder, inner));
      if (visited.has(place)) continue;
      visited.add(place);
      entries = await readdir(place, { withFileTypes: true });
    } catch (error) {
      const fault = cannotRead(`the folder ${join(folder, inner)}`, error);
      if (inner === '') throw fault;
      onUnreadable(fault);
      continue;
    }
    for (const entry of entries) {
      const name = join(inner, entry.name);
      if (isResultName(entry.name)) names.push(name);
      const leadsOn = entry.isSymbolicLink() ? await isFolder(join(folder, name)) : entry.isDirectory();
      if (leadsOn) pending.push(name);
    }
  }
  return names.sort();
}

function isResultName(name: string): boolean {
  return name.endsWith('.json') && !name.endsWith('.schema.json');
}
