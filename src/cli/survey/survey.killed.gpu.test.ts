import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { validationTools } from '../../app/integrity.ts';
import { listResultFiles, loadResultFile } from '../../store/folder.ts';
import { validateResult } from '../../store/validate.ts';

const program = join(import.meta.dirname, '../../../dist/cli/main.js');

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ridgepoint-killed-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

it('a survey that is killed leaves what it had measured up to its last section, and it is valid', async context => {
  if (process.env.RIDGEPOINT_TEST_ADAPTER !== 'gpu:swiftshader') context.skip('one adapter shows it');
  if (!existsSync(program)) context.skip('the program is not built (npm run build:cli)');
  const child = spawn(process.execPath, [program, 'survey', '--time-budget', '60', '--out', folder], {
    stdio: 'ignore',
  });
  const ended = new Promise<string | null>(resolve => {
    child.on('exit', (_, signal) => resolve(signal));
  });
  const isKept = async () => {
    const names = await readdir(folder, { recursive: true });
    return names.some(name => name.includes('-smoke-node-partial-') && name.endsWith('.json'));
  };
  while (!(await isKept()) && child.exitCode === null) {
    await new Promise(resolve => setTimeout(resolve, 20));
  }
  child.kill('SIGKILL');
  expect(await ended).toBe('SIGKILL');
  const [name, ...others] = await listResultFiles(folder);
  expect(others).toEqual([]);
  const file = await loadResultFile(join(folder, name!));
  expect(file.session).toMatchObject({ suite: 'smoke', ended: 'partial', lastSection: expect.any(String) });
  expect(file.records.some(({ status }) => status === 'ok')).toBe(true);
  expect(await validateResult(file, validationTools)).toEqual([]);
});
