import { spawn, spawnSync } from 'node:child_process';
import {
  closeSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  writeFileSync,
} from 'node:fs';
import { readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { EXIT } from '../core/errors.ts';
import { hasSoftwareAdapter } from '../platform/software-adapter.ts';
import { buildWithVite } from '../platform/vite-build.ts';
import { loadResultFile } from '../store/folder.ts';

/** The built program as a process: what no fake can show is how processes end. */

const checkout = resolve(import.meta.dirname, '../..');
const supported = hasSoftwareAdapter() && existsSync('/dev/full');
const SMOKE = ['run', 'smoke', '--adapter', 'software', '--kernels', 'gemv/row-per-thread'];
/** What a run says first. */
const MEASURING = /^(Preparing|\d+ of \d+) · /m;
const WAIT = { timeout: 50_000, interval: 50 };

let main: string;
let scratch: string;
beforeAll(async () => {
  if (!supported) return;
  scratch = mkdtempSync(join(tmpdir(), 'ridgepoint-main-'));
  mkdirSync(join(checkout, 'dist'), { recursive: true });
  // Inside the checkout, whose packages it loads.
  main = join(mkdtempSync(join(checkout, 'dist/test-')), 'program');
  await buildWithVite(checkout, 'program', main);
}, 120_000);
afterAll(async () => {
  if (!supported) return;
  await rm(resolve(main, '..'), { recursive: true, force: true });
  await rm(scratch, { recursive: true, force: true });
});

/** In which no machine has a driver of its own: the program has to start itself again, with the software adapter. */
const environment = () => ({
  ...process.env,
  TMPDIR: scratch,
  NODE_ENV: 'production',
  VK_ICD_FILENAMES: '/nowhere.json',
});

/** Starts it in the background, results going to a fresh folder. */
function start(words: readonly string[]) {
  const out = mkdtempSync(join(scratch, 'out-'));
  const child = spawn(process.execPath, [join(main, 'main.js'), ...words, '--out', out], {
    env: environment(),
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let stderr = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  const ended = new Promise<number | null>(resolve => {
    child.on('close', code => resolve(code));
  });
  return { child, out, ended, stderr: () => stderr };
}

/** Process ids of what it has started, and of what they have; the one that measures is the last. */
function descendantsOf(pid: number): readonly number[] {
  const list = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8');
  const children = list.trim().split(' ').filter(Boolean).map(Number);
  return children.flatMap(child => [child, ...descendantsOf(child)]);
}

/** A process that nobody has waited for yet has ended, too. */
function isRunning(pid: number): boolean {
  try {
    return !/^State:\s+[ZX]/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
}

async function expectEnd(pids: readonly number[]): Promise<void> {
  try {
    await expect.poll(() => pids.filter(isRunning), WAIT).toEqual([]);
  } finally {
    for (const pid of pids.filter(isRunning)) process.kill(pid, 'SIGKILL');
  }
}

describe.skipIf(!supported)('the program', () => {
  it('tells of a full disk behind stdout in one line, and where the result lies', async () => {
    const full = openSync('/dev/full', 'w');
    const run = (words: readonly string[]) =>
      spawnSync(process.execPath, [join(main, 'main.js'), ...words], {
        env: environment(),
        stdio: ['ignore', full, 'pipe'],
        encoding: 'utf8',
      });
    const line = 'error: cannot write to the standard output: the disk is full\n';
    expect(run(['method'])).toMatchObject({ status: EXIT.usage, stderr: line });
    const out = join(scratch, 'full');
    const { status, stderr } = run([...SMOKE, '--time-budget', '1', '--out', out]);
    closeSync(full);
    expect(status).toBe(EXIT.usage);
    expect(stderr.split('error:')).toHaveLength(2);
    expect(stderr).toContain(line);
    const path = /^Result file: (.*)$/m.exec(stderr)?.[1] ?? '';
    expect((await loadResultFile(path)).session.suite).toBe('smoke');
  });

  it('keeps what was measured when its terminal goes', async () => {
    const { child, out, ended, stderr } = start(SMOKE);
    await expect.poll(stderr, WAIT).toMatch(MEASURING);
    child.kill('SIGHUP');
    expect(await ended).toBe(EXIT.interrupted);
    expect(stderr()).toContain('Stopping; what was measured is kept.');
    const saved = await readdir(out, { recursive: true });
    const isEmpty = stderr().includes('stopped before anything was measured');
    expect(saved.some(name => name.endsWith('.json'))).toBe(!isEmpty);
  });

  it('tells which signal ended the process that measured', async () => {
    const { child, ended, stderr } = start(SMOKE);
    await expect.poll(stderr, WAIT).toMatch(MEASURING);
    process.kill(descendantsOf(child.pid!).at(-1)!, 'SIGBUS');
    expect(await ended).toBe(EXIT.internal);
    expect(stderr()).toMatch(/^error: the process that measured was ended by SIGBUS, a fault in the GPU/m);
  });

  it('ends the process that measures even when it is killed', async () => {
    const { child, stderr } = start([
      'run',
      'quick',
      '--adapter',
      'software',
      '--kernels',
      'gemv/row-per-thread',
    ]);
    await expect.poll(stderr, WAIT).toMatch(MEASURING);
    const pids = descendantsOf(child.pid!);
    expect(pids.length).toBeGreaterThan(0);
    child.kill('SIGKILL');
    await expectEnd(pids);
  });

  it('ends its browser even when it is killed, and leaves no folder behind for long', async () => {
    const browser = join(scratch, 'browser');
    writeFileSync(
      browser,
      `#!/bin/sh\nsleep 600 &\necho $! $$ > '${browser}.new'\nmv '${browser}.new' '${browser}.pids'\nwait\n`,
      { mode: 0o755 },
    );
    const folders = async () =>
      (await readdir(scratch)).filter(name => /^ridgepoint-(browser|page)-/.test(name));
    const { child } = start([...SMOKE, '--browser', browser]);
    await expect.poll(() => existsSync(`${browser}.pids`), WAIT).toBe(true);
    const pids = readFileSync(`${browser}.pids`, 'utf8').trim().split(' ').map(Number);
    expect(pids.filter(isRunning)).toEqual(pids);
    expect(await folders()).toHaveLength(2);
    child.kill('SIGKILL');
    await expectEnd(pids);
    // Its profile goes at once, what else is left with the next start.
    await expect.poll(folders, WAIT).toHaveLength(1);
    spawnSync(process.execPath, [join(main, 'main.js'), '--version'], { env: environment() });
    expect(await folders()).toEqual([]);
  });
});
