import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { validationTools } from '../../app/integrity.ts';
import { EXIT } from '../../core/errors.ts';
import { printableLines } from '../../core/printable.ts';
import { parseResultFile } from '../../store/parse.ts';
import { validateResult } from '../../store/validate.ts';
import { fakeEngine, runCli } from '../testing/fake-engine.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ridgepoint-simulate-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function simulate(device: string, ...words: string[]) {
  const path = join(folder, 'device.json');
  await writeFile(path, device);
  return runCli(['simulate', path, '--suite', 'smoke', ...words], fakeEngine());
}

async function exampleDevice(): Promise<string> {
  const { stdout } = await runCli(['simulate', '--help'], fakeEngine());
  return /\n {2}\{\n[\s\S]*?\n {2}\}\n/.exec(stdout)![0];
}

describe('simulate', () => {
  it('runs the example of its own help, and says that nothing was measured', async () => {
    const { stdout, exitCode, stderr } = await simulate(await exampleDevice(), '--seed', '2');
    expect(stderr).toBe('');
    expect(exitCode).toBe(EXIT.ok);
    expect(stdout).toContain('nothing here was measured on hardware');
    expect(stdout).toMatch(/^Truth: bandwidth$/m);
    expect(stdout).toContain('On this simulated device, ');
    expect(stdout).toMatch(/^ {2}bandwidth +0\.9\d* {2}\(memory, caches\)$/m);
    expect(stdout).toMatch(/^ {2}E6 +supported {2}0\.(49|5)/m);
  });

  it('gives a valid result file that cannot pass for hardware', async () => {
    const { stdout, stderr } = await simulate(await exampleDevice(), '--format', 'json');
    const file = await parseResultFile(stdout, 'simulated.json');
    expect(await validateResult(file, validationTools)).toEqual([]);
    expect(file.environment.adapter).toMatchObject({
      description: 'simulated: small discrete GPU',
      class: 'software',
      isFallbackAdapter: true,
    });
    for (const record of file.records) {
      if (record.status === 'ok')
        expect(record.check.method).toContain('a simulated device computes nothing');
    }
    expect(stderr).toContain('Truth: bandwidth');
  });

  it('lets no name of a device act on a terminal', async () => {
    const named = (await exampleDevice()).replace('small discrete GPU', 'a\\u001b[2J\\u202e');
    const { stdout, exitCode } = await simulate(named);
    expect(exitCode).toBe(EXIT.ok);
    expect(stdout).toContain('Simulated device "a\ufffd[2J\ufffd"');
    expect(printableLines(stdout)).toBe(stdout);
  });

  it('refuses a bad device in one line', async () => {
    const outcome = await simulate('{"name": 3}');
    expect(outcome).toMatchObject({ exitCode: EXIT.invalidFile, stdout: '' });
    expect(outcome.stderr).toMatch(/^error: .*device\.json, name: expected string, found 3.*\n$/);
    const missing = await runCli(['simulate', '/none.json'], fakeEngine());
    expect(missing.stderr).toBe('error: cannot read /none.json: it does not exist\n');
    expect(missing.exitCode).toBe(EXIT.usage);
  });
});
