import { createHash } from 'node:crypto';
import { lstatSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { EXIT, messageOf, UserError } from '../core/errors.ts';

/**
 * Folders that go when their process ends. Where that was killed they stay, and the next start takes them away: their
 * names say whose they are.
 */

/** Where a process id means the same process: one machine, one container on it. */
const PLACE = createHash('sha256').update(`${hostname()} ${pidNamespace()}`).digest('hex').slice(0, 8);

function pidNamespace(): number {
  return statSync('/proc/self/ns/pid', { throwIfNoEntry: false })?.ino ?? 0;
}

/** Makes an empty folder that only this user can enter: `<prefix>-<place>-<process id>-<random>`. */
export function makeScratch(parent: string, prefix: string): string {
  return mkdtempSync(join(parent, `${prefix}-${PLACE}-${process.pid}-`));
}

/**
 * One in the system's temporary folder.
 * @param purpose "browser"
 * @throws UserError where none can be made
 */
export function makeTemporary(purpose: string): string {
  try {
    return makeScratch(tmpdir(), `ridgepoint-${purpose}`);
  } catch (error) {
    const message = `cannot make a temporary folder: ${messageOf(error)}; set TMPDIR to a folder that takes one`;
    throw new UserError(message, EXIT.usage);
  }
}

/** Deletes what processes of this user have left in the system's temporary folder. Never fails. */
export function sweepTemporary(): void {
  sweepScratch(tmpdir(), 'ridgepoint-');
}

/** Deletes folders in `parent` that this user's processes made and did not live to delete. Never fails. */
export function sweepScratch(parent: string, prefix: string): void {
  for (const name of namesIn(parent)) {
    const [, place, pid] = /-([0-9a-f]{8})-([1-9]\d*)-\w{6}$/.exec(name) ?? [];
    if (!name.startsWith(prefix) || place !== PLACE || isRunning(Number(pid))) continue;
    const path = join(parent, name);
    try {
      if (isOwnFolder(path)) rmSync(path, { recursive: true, force: true });
    } catch {
      // Of no use, and in nobody's way.
    }
  }
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function isOwnFolder(path: string): boolean {
  const stats = lstatSync(path);
  return stats.isDirectory() && (process.getuid === undefined || stats.uid === process.getuid());
}

/** A process of another user counts: signal 0 reaches it not, but it is there. */
function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ESRCH';
  }
}
