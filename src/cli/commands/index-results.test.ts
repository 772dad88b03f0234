import { copyFile, readdir, readFile, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { EXIT } from '../../core/errors.ts';
import { parseManifest } from '../../corpus/manifest.ts';
import { readCases, readRuns } from '../../corpus/read-tables.ts';
import { fakeEngine, runCli } from '../testing/fake-engine.ts';
import { edited, folder, path, saveResultBeforeEach } from '../testing/saved-result.ts';

saveResultBeforeEach();

async function table(name: string) {
  const bytes = new Uint8Array(await readFile(name));
  return { byteLength: bytes.length, slice: (start: number, end?: number) => bytes.slice(start, end).buffer };
}

const indexed = (...words: string[]) => runCli(['index', folder, ...words], fakeEngine());

describe('index', () => {
  it('writes both tables, the same for the same files', async () => {
    const [one, other] = [join(folder, 'one'), join(folder, 'other')];
    expect(await indexed('--out', one)).toMatchObject({
      exitCode: EXIT.ok,
      stdout: expect.stringMatching(/^1 runs? \(.*\) and \d+ records \(.*\): /),
    });
    await indexed('--out', other);
    expect((await readdir(one)).sort()).toEqual(['records.parquet', 'runs.parquet']);
    for (const name of await readdir(one)) {
      expect(await readFile(join(one, name))).toEqual(await readFile(join(other, name)));
    }
    const [run] = await readRuns(await table(join(one, 'runs.parquet')));
    expect(run).toMatchObject({ standing: 'checked', path: path.slice(folder.length + 1) });
  });

  it('writes nothing where a file disagrees with itself, unless it may be left out', async () => {
    const bad = await edited('"medianNs":42000', '"medianNs":41000');
    const out = join(folder, 'out');
    const refused = await indexed('--out', out);
    expect(refused.exitCode).toBe(EXIT.invalidFile);
    expect(refused.stderr).toContain(`${bad}, records[`);
    await expect(readdir(out)).rejects.toThrow('ENOENT');
    const taken = await indexed('--out', out, '--skip-invalid');
    expect(taken.exitCode).toBe(EXIT.ok);
    expect(taken.stderr).toContain(bad);
    expect(await readRuns(await table(join(out, 'runs.parquet')))).toHaveLength(1);
  });

  it('indexes a run once, whatever its files are called', async () => {
    await copyFile(path, join(folder, 'again.json'));
    const out = join(folder, 'out');
    expect((await indexed('--out', out)).stderr).toContain('the same run as another file');
    expect(await readRuns(await table(join(out, 'runs.parquet')))).toHaveLength(1);
  });

  it('leaves out what is private', async () => {
    const out = join(folder, 'out');
    await indexed('--out', join(folder, 'local'), '--site');
    await writeFile(join(folder, 'local', 'broken.json'), '{');
    expect(await indexed('--out', out)).toMatchObject({ exitCode: EXIT.ok, stderr: '' });
  });

  it('makes a site whose index names what it serves, each file by its hash', async () => {
    const site = join(folder, 'local');
    await indexed('--out', site, '--site');
    const manifest = parseManifest(JSON.parse(await readFile(join(site, 'index.json'), 'utf8')));
    const [run] = await readRuns(await table(join(site, manifest.runs.name)));
    expect((await readdir(site)).sort()).toEqual(
      [`${run!.sha256}.json`, 'index.json', manifest.records.name, manifest.runs.name].sort(),
    );
    expect(await readFile(join(site, `${run!.sha256}.json`))).toEqual(await readFile(path));
    expect(basename(manifest.records.name)).toMatch(/^records-[0-9a-f]{16}\.parquet$/);
    const cases = await Promise.all(
      manifest.kernels.map(async kernel => readCases(await table(join(site, manifest.records.name)), kernel)),
    );
    expect(cases.every(found => found.length > 0)).toBe(true);
  });
});
