import { existsSync, lstatSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { makeTemporary } from './scratch.ts';

/** Null on systems without user ids, whose temporary folders belong to one user each. */
const OWN_ID = process.getuid?.() ?? null;
const WRITABLE_BY_OTHERS = 0o022;

/**
 * Whether what lies there belongs to this user and only this user can write to it: programs and libraries may be loaded
 * from nowhere else, since in a shared folder others can put theirs under any name first. A link is nobody's.
 */
export function isPrivate(path: string, userId = OWN_ID): boolean {
  if (userId === null) return true;
  const stats = lstatSync(path, { throwIfNoEntry: false });
  if (stats === undefined || stats.isSymbolicLink()) return false;
  return stats.uid === userId && (stats.mode & WRITABLE_BY_OTHERS) === 0;
}

/**
 * The first of the folders that can be made, is private and can be written to; where none is, a fresh one in the
 * temporary folder, which goes when this process ends.
 * @throws Error where not even that can be made
 */
export function privateFolder(candidates: readonly string[], userId = OWN_ID): string {
  return candidates.find(folder => canUse(folder, userId)) ?? freshFolder();
}

function canUse(folder: string, userId: number | null): boolean {
  try {
    makeFolder(folder);
    if (!isPrivate(folder, userId)) return false;
    rmSync(mkdtempSync(join(folder, 'probe-')), { recursive: true });
    return true;
  } catch {
    return false;
  }
}

/** With what leads to it. Not by `recursive: true`, which never returns below /proc. */
function makeFolder(folder: string): void {
  try {
    mkdirSync(folder, 0o700);
  } catch (error) {
    if (existsSync(folder)) return;
    const parent = dirname(folder);
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT' || existsSync(parent)) throw error;
    makeFolder(parent);
    makeFolder(folder);
  }
}

let fresh: string | null = null;

function freshFolder(): string {
  if (fresh !== null && isPrivate(fresh)) return fresh;
  const made = makeTemporary('private');
  process.once('exit', () => rmSync(made, { recursive: true, force: true }));
  fresh = made;
  return made;
}
