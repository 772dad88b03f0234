import { createHash } from 'node:crypto';
import { basename } from 'node:path';
import { writeWhole } from '../store/folder.ts';

/** Where the checksum of an archive lies. */
export function checksumPath(path: string): string {
  return `${path}.sha256`;
}

/**
 * Writes the archive, and beside it its SHA-256 in a file that `sha256sum -c` reads.
 * @returns the SHA-256 in 64 hex digits
 * @throws UserError where either cannot be written
 */
export async function writeArchive(path: string, archive: Uint8Array): Promise<string> {
  const digest = createHash('sha256').update(archive).digest('hex');
  await writeWhole(path, archive);
  await writeWhole(checksumPath(path), `${digest}  ${basename(path)}\n`);
  return digest;
}
