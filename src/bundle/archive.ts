import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { createTar } from 'nanotar';
import type { BundleFile } from './bundle-file.ts';

/** What the name field of a tar header holds. */
const MAX_NAME_BYTES = 100;
/** A tar ends with two blocks of zeros; trailing ones more are allowed. */
const END = new Uint8Array(1024);
const DEFAULT_LEVEL = 9;

/**
 * A .tar.gz with everything in one folder, for plain `tar`: the same bytes whenever the files are the same.
 * @param level of gzip, 1 to 9
 */
export async function packArchive(
  folder: string,
  files: readonly BundleFile[],
  level = DEFAULT_LEVEL,
): Promise<Uint8Array> {
  const sorted = files.toSorted((a, b) => (a.path < b.path ? -1 : 1));
  const names = sorted.map(({ path }) => `${folder}/${path}`);
  const tooLong = names.find(name => Buffer.byteLength(name) > MAX_NAME_BYTES);
  if (tooLong !== undefined) throw new Error(`a tar takes no name this long: ${tooLong}`);
  const tar = createTar(
    sorted.map(({ data, executable }, index) => ({
      name: names[index]!,
      data,
      attrs: { mode: executable ? '755' : '644' },
    })),
    { attrs: { mtime: 0, uid: 0, gid: 0 } },
  );
  return promisify(gzip)(Buffer.concat([tar, END]), { level });
}
