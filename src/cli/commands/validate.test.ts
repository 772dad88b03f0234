import { execFileSync } from 'node:child_process';
import { mkdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { EXIT } from '../../core/errors.ts';
import { fakeEngine, runCli } from '../testing/fake-engine.ts';
import { edited, folder, OLD, path, saveResultBeforeEach } from '../testing/saved-result.ts';

saveResultBeforeEach();

describe('validate', () => {
  it('accepts a file, and a folder of them', async () => {
    for (const target of [path, folder]) {
      expect(await runCli(['validate', target], fakeEngine())).toEqual({
        exitCode: EXIT.ok,
        stdout: `ok ${path}\n`,
        stderr: '',
      });
    }
  });

  it.each([
    ['"medianNs":42000', '"medianNs":41000', 'summary.medianNs: says 41000, the samples give 42000'],
    ['"totalNs":10038000', '"totalNs":10038001', 'sha256: the record was changed after it was written'],
  ])('rejects %s changed by hand, naming the field', async (from, to, message) => {
    const other = await edited(from, to);
    const outcome = await runCli(['validate', other], fakeEngine());
    expect(outcome.exitCode).toBe(EXIT.invalidFile);
    expect(outcome.stdout).toContain(`${other}, records[`);
    expect(outcome.stdout).toContain(message);
  });

  it('says of a file by other rules what it does not compare', async () => {
    const outcome = await runCli(['validate', OLD], fakeEngine());
    expect(outcome).toMatchObject({ exitCode: EXIT.ok, stdout: expect.stringContaining('by other rules') });
  });

  it('refuses a file of version 1 that was changed, naming the record', async () => {
    const changed = join(folder, 'changed.json');
    await writeFile(
      changed,
      (await readFile(OLD, 'utf8')).replace('"memoryShare": 0.5', '"memoryShare": 0.25'),
    );
    expect(await runCli(['validate', changed], fakeEngine())).toMatchObject({
      exitCode: EXIT.invalidFile,
      stdout: `${changed}, records[1].sha256: the record was changed after it was written\n`,
    });
  });

  it('goes on after a bad file', async () => {
    const broken = join(folder, 'broken.json');
    await writeFile(broken, '{');
    const outcome = await runCli(['validate', broken, path], fakeEngine());
    expect(outcome.exitCode).toBe(EXIT.invalidFile);
    expect(outcome.stdout).toBe(
      `${broken}, line 1, column 2: not JSON: expected a name in double quotes or "}", found the end of the file\nok ${path}\n`,
    );
  });

  it('names a record whose samples were taken out, and goes on', async () => {
    const json = JSON.parse(await readFile(path, 'utf8'));
    json.records[1].samples = [];
    const emptied = join(folder, 'emptied.json');
    await writeFile(emptied, JSON.stringify(json));
    expect(await runCli(['validate', emptied, path], fakeEngine())).toEqual({
      exitCode: EXIT.invalidFile,
      stdout: `${emptied}, records[1].samples: expected at least 1 item, found a list of 0\nok ${path}\n`,
      stderr: '',
    });
  });

  it('lists each bad entry of a folder, and checks the rest', async () => {
    const inFolder = (name: string) => join(folder, name);
    await mkdir(inFolder('a-folder.json'));
    await symlink(inFolder('nowhere'), inFolder('dangling.json'));
    await symlink(inFolder('circle.json'), inFolder('circle.json'));
    await symlink(folder, inFolder('back'));
    await symlink('/dev/zero', inFolder('endless.json'));
    await writeFile(inFolder('deep.json'), '['.repeat(20e6));
    await writeFile(inFolder('long.json'), `{"a":"${'a'.repeat(10e6)}"x`);
    execFileSync('mkfifo', [inFolder('pipe.json')]);
    const { exitCode, stdout, stderr } = await runCli(['validate', folder], fakeEngine());
    expect([exitCode, stderr]).toEqual([EXIT.invalidFile, '']);
    expect(stdout.split('\n')).toEqual([
      `cannot read ${inFolder('a-folder.json')}: it is a folder`,
      `cannot read ${inFolder('circle.json')}: its links lead in a circle`,
      `cannot read ${inFolder('dangling.json')}: it does not exist`,
      `${inFolder('deep.json')}, line 1, column 1001: nested deeper than 1000 levels`,
      `cannot read ${inFolder('endless.json')}: it is not a file`,
      `${inFolder('long.json')}, line 1, column 10000008: not JSON: expected "," or the closing bracket, found "x"`,
      `cannot read ${inFolder('pipe.json')}: it is not a file`,
      `ok ${path}`,
      '',
    ]);
  });

  it('goes on after a path that cannot be read, and gives up on one that never ends', async () => {
    const none = join(folder, 'none.json');
    expect(await runCli(['validate', none, path], fakeEngine())).toEqual({
      exitCode: EXIT.usage,
      stdout: `ok ${path}\n`,
      stderr: `error: cannot read ${none}: it does not exist\n`,
    });
    expect(await runCli(['validate', '/dev/zero', path], fakeEngine())).toEqual({
      exitCode: EXIT.invalidFile,
      stdout: `/dev/zero: more than 256 MiB; at most 256 MiB are read\nok ${path}\n`,
      stderr: '',
    });
  });

  it('reads a pipe that was named', async () => {
    const pipe = join(folder, 'pipe');
    execFileSync('mkfifo', [pipe]);
    const writing = writeFile(pipe, await readFile(path));
    expect((await runCli(['validate', pipe], fakeEngine())).stdout).toBe(`ok ${pipe}\n`);
    await writing;
  });

  it('refuses a folder without result files', async () => {
    await rm(path);
    const outcome = await runCli(['validate', folder], fakeEngine());
    expect(outcome).toMatchObject({ exitCode: EXIT.usage, stdout: '' });
    expect(outcome.stderr).toContain('no result files (*.json) in the folder');
  });
});
