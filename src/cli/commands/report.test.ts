import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { EXIT } from '../../core/errors.ts';
import { toTable } from '../../report/table/table.ts';
import { resultText } from '../../store/result-store.ts';
import { sampleResultFile } from '../../store/testing/sample-result.ts';
import { fakeEngine, runCli } from '../testing/fake-engine.ts';
import { edited, folder, OLD, path, saveResultBeforeEach } from '../testing/saved-result.ts';

saveResultBeforeEach();

describe('report', () => {
  it('prints a table, colourless where nobody looks', async () => {
    const { stdout, exitCode } = await runCli(['report', path], fakeEngine());
    expect(exitCode).toBe(EXIT.ok);
    expect(stdout).toContain('What limits running');
    expect(stdout).not.toContain('\u001b');
  });

  it('prints one screen of a file, its path included, and with --full all of it', async () => {
    const { stdout } = await runCli(['report', path], fakeEngine());
    const lines = stdout.trimEnd().split('\n');
    expect(lines.length).toBeLessThanOrEqual(30);
    expect(lines.at(-1)).toBe(`Result file: ${path}`);
    const full = await runCli(['report', path, '--full'], fakeEngine());
    expect(full.stdout).toBe(toTable(await sampleResultFile()));
  });

  it.each([
    [{}, true],
    [{ NO_COLOR: '1' }, false],
    [{ TERM: 'dumb' }, false],
  ])('colours a terminal with %j: %s', async (env, coloured) => {
    const written: string[] = [];
    const stdout = { isTTY: true, columns: 80, write: (text: string) => written.push(text) };
    await runCli(['report', path], fakeEngine(), { env, stdout });
    expect(written.join('').includes('\u001b[')).toBe(coloured);
  });

  it('gives back the file itself as JSON, and only one', async () => {
    const { stdout } = await runCli(['report', path, '--format', 'json'], fakeEngine());
    expect(stdout).toBe(resultText(await sampleResultFile()));
    const two = await runCli(['report', path, path, '--format', 'json'], fakeEngine());
    expect(two).toMatchObject({ exitCode: EXIT.usage, stdout: '' });
    expect(two.stderr).toContain('prints one result file, not 2');
  });

  it('sets several side by side', async () => {
    const { stdout } = await runCli(['report', path, path], fakeEngine());
    expect(stdout).toContain('Software adapters: numbers describe CPUs');
  });

  it('writes HTML and leaves stdout empty', async () => {
    const html = join(folder, 'out', 'r.html');
    const outcome = await runCli(['report', path, '--html', html], fakeEngine());
    expect(outcome).toEqual({ exitCode: EXIT.ok, stdout: '', stderr: `HTML report: ${html}\n` });
    expect(await readFile(html, 'utf8')).toMatch(/^<!doctype html>/);
  });

  it('reads a file of version 1: with the conclusions of today as a table, as it was migrated in JSON', async () => {
    const table = await runCli(['report', OLD, '--full'], fakeEngine());
    expect(table.stdout.replace(/\s+/g, ' ')).toContain('by rules that it does not name, and said otherwise');
    const json = JSON.parse((await runCli(['report', OLD, '--format', 'json'], fakeEngine())).stdout);
    expect(json.verdict.sentence).toBe('Nothing was judged.');
    expect(json.migratedFrom.schemaVersion).toBe(1);
  });

  it.each([
    ['table', /^This file disagrees with itself/],
    ['md', /^\*\*This file disagrees with itself/],
    ['csv', /"records\[0\]\.sha256: the record was changed after it was written"|,records\[0\]\.sha256: /],
    ['json', /"medianNs":41000/],
  ])('prints a file that disagrees with itself, says so, and ends with 6: %s', async (format, expected) => {
    const broken = await edited('"medianNs":42000', '"medianNs":41000');
    const outcome = await runCli(['report', broken, '--format', format], fakeEngine());
    expect(outcome.exitCode).toBe(EXIT.invalidFile);
    expect(outcome.stdout).toMatch(expected);
    expect(outcome.stderr).toBe(
      `error: ${broken} disagrees with itself: records[0].sha256: the record was changed after it was written\n`,
    );
  });

  it('says so in HTML, and of which of several', async () => {
    const broken = await edited('"medianNs":42000', '"medianNs":41000');
    const html = join(folder, 'r.html');
    const outcome = await runCli(['report', path, broken, '--html', html, '--format', 'table'], fakeEngine());
    expect(outcome.exitCode).toBe(EXIT.invalidFile);
    expect(outcome.stdout).toMatch(/^File 2 of 2 disagrees with itself/);
    expect(await readFile(html, 'utf8')).toMatch(/<main><p [^>]*>File 2 of 2 disagrees with itself/);
  });

  it('refuses a file of another version', async () => {
    const other = await edited('"schemaVersion":2', '"schemaVersion":3');
    const outcome = await runCli(['report', other], fakeEngine());
    expect(outcome.exitCode).toBe(EXIT.invalidFile);
    expect(outcome.stderr).toBe(
      `error: ${other}, schemaVersion: expected 1 or 2, found 3; a newer Ridgepoint wrote it: update this one\n`,
    );
  });
});
