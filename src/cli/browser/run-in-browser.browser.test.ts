import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { EXIT } from '../../core/errors.ts';
import { loadResultFile } from '../../store/folder.ts';
import { nodeEngine } from '../node-engine.ts';
import { runCli } from '../testing/fake-engine.ts';

const folder = mkdtempSync(join(tmpdir(), 'ridgepoint-run-in-browser-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A browser leaves these only where it was not stopped. */
const profiles = () => readdirSync(tmpdir()).filter(name => name.startsWith('ridgepoint-browser-'));

/** The words that every process of this machine was started with; none where the system has no such files. */
function commandLines(): readonly string[] {
  const ids = existsSync('/proc/self/cmdline') ? readdirSync('/proc').filter(name => /^\d+$/.test(name)) : [];
  return ids.flatMap(id => {
    try {
      return [readFileSync(`/proc/${id}/cmdline`, 'utf8')];
    } catch {
      // It has ended meanwhile.
      return [];
    }
  });
}

it('run --browser measures in a real Chromium and saves the page’s own file, which validates', async () => {
  const before = profiles();
  const words = ['run', 'smoke', '--browser', '--adapter', 'software', '--out', folder];
  const short = ['--kernels', 'gemv/row-per-thread', '--time-budget', '6', '--label', 'lab box 3'];
  const started = new Set<string>();
  const watching = setInterval(() => {
    for (const line of commandLines()) if (line.includes('ridgepoint-browser-')) started.add(line);
  }, 200);
  const outcome = await runCli([...words, ...short], nodeEngine).finally(() => clearInterval(watching));
  if (process.platform === 'linux') expect([...started].join()).toContain('start.html');
  expect([...started].join()).not.toMatch(/post-back|lab box 3/);
  expect(outcome.stderr).toContain('The browser measures on google swiftshader, software.');
  // On a slow machine the only line of its first five seconds is "Preparing · measuring the clock".
  expect(outcome.stderr).toMatch(/^(Preparing|\d+ of \d+) · /m);
  expect(outcome.exitCode).toBe(EXIT.ok);
  expect(profiles()).toEqual(before);

  const path = /^Result file: (.*)$/m.exec(outcome.stdout)![1]!;
  const file = await loadResultFile(path);
  expect(file.environment).toMatchObject({ runtime: { name: 'browser' }, label: 'lab box 3' });
  expect(file.session.suite).toBe('smoke');
  expect(file.records.some(record => record.status === 'ok')).toBe(true);
  expect(await runCli(['validate', folder], nodeEngine)).toMatchObject({
    exitCode: EXIT.ok,
    stdout: `ok ${path}\n`,
  });
});
