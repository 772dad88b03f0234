import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { EXIT } from '../core/errors.ts';
import { loadResultFile } from '../store/folder.ts';
import type { Output } from './context.ts';
import type { RunRequest } from './engine.ts';
import { fakeEngine, fakeResult, runCli } from './testing/fake-engine.ts';

let folder: string;
let out: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ridgepoint-delivery-'));
  out = join(folder, 'results');
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await rm(folder, { recursive: true, force: true });
});

/** An engine whose run ends with a file in the place of the folder for results. */
function failingOut() {
  return fakeEngine({
    async *runSuite(request: RunRequest) {
      await rm(out, { recursive: true });
      await writeFile(out, '');
      yield { type: 'result', file: await fakeResult(request) };
    },
  });
}

/** Where the last line on the result file says that it lies. */
const placeIn = (text: string) => /^Result file: (.*)$/m.exec(text)?.[1] ?? '';

describe('the result of a run', () => {
  it('ends with one screen that says where it lies, however long its path is; with --full all of it', async () => {
    const deep = join(folder, 'a'.repeat(100), 'b'.repeat(100));
    for (const to of [out, deep]) {
      const { stdout } = await runCli(['run', '--out', to, '--html'], fakeEngine());
      const lines = stdout.trimEnd().split('\n');
      expect(lines.at(-2)).toMatch(/^Result file: .*json$/);
      expect(lines.at(-1)).toMatch(/^HTML report: .*html$/);
      const rows = lines.map(line => Math.max(1, Math.ceil([...line].length / 80)));
      expect(rows.reduce((sum, count) => sum + count, 0)).toBeLessThanOrEqual(30);
    }
    const { stdout } = await runCli(['run', '--out', out, '--full'], fakeEngine());
    expect(stdout).toMatch(/^Findings$.*^Verdict$.*^Result file: /ms);
  });

  it.each(['table', 'json'])('is kept elsewhere where its folder fails after all (%s)', async format => {
    const env = { XDG_STATE_HOME: join(folder, 'state') };
    const words = ['run', 'smoke', '--out', out, '--format', format];
    const { exitCode, stdout, stderr } = await runCli(words, failingOut(), { env });
    expect(exitCode).toBe(EXIT.usage);
    const place = placeIn(format === 'table' ? stdout : stderr);
    expect(place.startsWith(join(folder, 'state/ridgepoint/results/'))).toBe(true);
    expect((await loadResultFile(place)).session.suite).toBe('smoke');
    expect((await stat(join(folder, 'state'))).mode & 0o777).toBe(0o700);
    expect(stderr.split('\n').at(-2)).toMatch(
      new RegExp(`^error: cannot write ${out}/.*: .*; the result file is saved as ${place} instead$`),
    );
    expect(stdout).toContain(format === 'table' ? 'What limits running' : '"schemaVersion":2');
  });

  it('is kept in the temporary folder where the user has no other', async () => {
    vi.stubEnv('TMPDIR', folder);
    const { stdout } = await runCli(['run', '--out', out, '--html'], failingOut(), {
      env: { XDG_STATE_HOME: '/dev/null' },
    });
    expect(placeIn(stdout).startsWith(join(folder, 'ridgepoint-results-'))).toBe(true);
    expect((await stat(placeIn(stdout).replace('.json', '.html'))).isFile()).toBe(true);
  });

  it('is printed where no folder takes it', async () => {
    vi.stubEnv('TMPDIR', join(folder, 'nowhere'));
    const env = { XDG_STATE_HOME: '/dev/null' };
    const { exitCode, stdout, stderr } = await runCli(['run', '--out', out, '--html'], failingOut(), { env });
    expect(exitCode).toBe(EXIT.usage);
    expect(stdout).toContain('What limits running');
    expect(stdout).not.toContain('Result file');
    expect(stderr.split('\n').at(-2)).toMatch(/^error: cannot write .*results.*; .*null.*; .*nowhere/);
  });

  it('is found by a line on stderr where nobody takes the report', async () => {
    const stdout: Output = { write: (_, done) => done?.(new Error('the disk is full')) };
    const { stderr } = await runCli(['run', '--out', folder, '--html'], fakeEngine(), { stdout });
    expect((await loadResultFile(placeIn(stderr))).session.suite).toBe('quick');
    expect(stderr).toContain(`HTML report: ${placeIn(stderr).replace('.json', '.html')}\n`);
  });
});
