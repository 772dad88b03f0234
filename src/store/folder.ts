import { randomUUID } from 'node:crypto';
import { mkdir, open, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
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
    await mkdir(folder, { recursive: true });
    await (await open(probe, 'wx')).close();
  } catch (error) {
    throw new UserError(`cannot write to the folder ${folder}: ${causeOf(error)}`, EXIT.usage);
  } finally {
    await rm(probe, { force: true }).catch(() => {});
  }
}

/**
 * The same for a file that will be written, or written over.
 * @throws UserError
 */
export async function requireWritableFile(path: string): Promise<void> {
  const isFolder = await stat(path).then(
    stats => stats.isDirectory(),
    () => path.endsWith('/'),
  );
  if (isFolder) throw new UserError(`cannot write ${path}: it is a folder`, EXIT.usage);
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
    await mkdir(dirname(path), { recursive: true });
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
  const text = await readSmallEnough(path);
  return parseResultFile(text.replace(/^\uFEFF/, ''), path);
}

async function readSmallEnough(path: string): Promise<string> {
  try {
    const { size } = await stat(path);
    // UTF-8 never takes fewer bytes than UTF-16 takes units.
    if (size <= MAX_TEXT_LENGTH) return await readFile(path, 'utf8');
    throw new InvalidFileError(
      path,
      null,
      `${formatMemory(size)}; at most ${formatMemory(MAX_TEXT_LENGTH)} are read`,
    );
  } catch (error) {
    if (error instanceof UserError) throw error;
    throw cannotRead(path, error);
  }
}

/** All `*.json` files under the folder except JSON Schemas, as sorted paths relative to it. */
export async function listResultFiles(folder: string): Promise<readonly string[]> {
  let entries: string[];
  try {
    entries = await readdir(folder, { recursive: true });
  } catch (error) {
    throw cannotRead(`the folder ${folder}`, error);
  }
  return entries.filter(name => name.endsWith('.json') && !name.endsWith('.schema.json')).sort();
}
