import { randomUUID } from 'node:crypto';
import { readFileSync, rmSync } from 'node:fs';
import { link, open, readFile, rename, rm } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { EXIT, UserError } from '../../../core/errors.ts';

/** Who holds a folder. */
interface Holder {
  readonly id: string;
  readonly host: string;
  readonly pid: number;
  /** Tells a process from a later one of the same number; null where the system does not say. */
  readonly processStart: string | null;
}

/** An index in memory is right only while nobody else writes: one collector a folder. */
export interface FolderLock {
  release(): void;
}

const LOCK_NAME = '.collector.lock';

/** @throws UserError where another collector holds the folder */
export async function lockFolder(folder: string): Promise<FolderLock> {
  const path = join(folder, LOCK_NAME);
  const mine: Holder = {
    id: randomUUID(),
    host: hostname(),
    pid: process.pid,
    processStart: processStart(process.pid),
  };
  for (let attempt = 0; attempt < 10; attempt++) {
    if (await create(path, mine)) return { release: () => releaseIfMine(path, mine) };
    const text = await readFile(path, 'utf8').catch(() => null);
    if (text === null) continue;
    const holder = parseHolder(text);
    if (holder !== null && !isGone(holder)) throw held(folder, holder);
    if (holder === null) throw new UserError(`${path} is no lock of a collector; remove it`, EXIT.usage);
    await putAside(path, text);
  }
  throw new UserError(`other collectors keep taking the folder ${folder}`, EXIT.usage);
}

async function create(path: string, holder: Holder): Promise<boolean> {
  // Linked when it is whole: nobody ever reads half a lock.
  const whole = `${path}.${holder.id}`;
  const handle = await open(whole, 'wx', 0o600);
  try {
    await handle.writeFile(JSON.stringify(holder));
  } finally {
    await handle.close();
  }
  try {
    await link(whole, path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  } finally {
    await rm(whole, { force: true });
  }
}

/** Of two that find the same stale lock one moves it; the other, who may have moved a new one, puts that back. */
async function putAside(path: string, stale: string): Promise<void> {
  const aside = `${path}.${randomUUID()}`;
  try {
    await rename(path, aside);
  } catch {
    return;
  }
  if ((await readFile(aside, 'utf8').catch(() => stale)) !== stale) await link(aside, path).catch(() => {});
  await rm(aside, { force: true });
}

/** Only a process of this machine can be seen to be gone. */
function isGone({ host, pid, processStart: start }: Holder): boolean {
  if (host !== hostname()) return false;
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return true;
  }
  const now = processStart(pid);
  return start !== null && now !== null && start !== now;
}

/** Ticks from boot to the start of a process, on Linux. */
function processStart(pid: number): string | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name, in parentheses, may hold spaces; the start is the twentieth field after it.
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? null;
  } catch {
    return null;
  }
}

function releaseIfMine(path: string, mine: Holder): void {
  try {
    if (parseHolder(readFileSync(path, 'utf8'))?.id === mine.id) rmSync(path, { force: true });
  } catch {
    // Whoever took the folder over has the lock; there is nothing to release.
  }
}

function parseHolder(text: string): Holder | null {
  try {
    const value = JSON.parse(text) as Partial<Holder> | null;
    const { id, host, pid, processStart: start } = value ?? {};
    if (typeof id !== 'string' || typeof host !== 'string' || !Number.isSafeInteger(pid) || pid! <= 0)
      return null;
    return { id, host, pid: pid!, processStart: typeof start === 'string' ? start : null };
  } catch {
    return null;
  }
}

function held(folder: string, { host, pid }: Holder): UserError {
  const where = host === hostname() ? `process ${pid}` : `process ${pid} on ${host}`;
  const advice =
    host === hostname()
      ? 'stop it, give this one another --folder, or share PostgreSQL with --store'
      : `if it no longer runs there, remove ${join(folder, LOCK_NAME)}`;
  return new UserError(`the folder ${folder} belongs to another collector, ${where}; ${advice}`, EXIT.usage);
}
