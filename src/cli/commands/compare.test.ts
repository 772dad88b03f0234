import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { scaleTimes } from '../../analysis/testing/records.ts';
import { EXIT } from '../../core/errors.ts';
import type { Severity } from '../../core/record/remark.ts';
import type { ResultFile } from '../../core/record/result-file.ts';
import { folderStore } from '../../store/folder.ts';
import { sealFile, sealRecord } from '../../store/hash.ts';
import { sampleResultFile } from '../../store/testing/sample-result.ts';
import { fakeEngine, runCli } from '../testing/fake-engine.ts';
import { folder, saveResultBeforeEach } from '../testing/saved-result.ts';

saveResultBeforeEach();

let sample: ResultFile;
let before: string;
let after: string;
beforeEach(async () => {
  sample = await sampleResultFile();
  [before, after] = [join(folder, 'before'), join(folder, 'after')];
});

interface Made {
  readonly into: string;
  readonly day: number;
  /** Times ÷ those of the sample. */
  readonly factor?: number;
  readonly label?: string;
  readonly suite?: string;
  readonly vendor?: string;
}

/** A sealed run of the sample's machine that took `factor` times as long. */
async function save({
  into,
  day,
  factor = 1,
  label = 'box',
  suite = 'quick',
  vendor,
}: Made): Promise<string> {
  const unsealed = scaleTimes(sample.records, factor).map(({ sha256: _, ...record }) => record);
  const records = await Promise.all(unsealed.map(record => sealRecord(record as never)));
  const { environment, session } = sample;
  const adapter = { ...environment.adapter, vendor: vendor ?? environment.adapter.vendor };
  const file = await sealFile({
    ...sample,
    records,
    environment: { ...environment, label, adapter },
    session: { ...session, suite, startedAt: `2026-03-0${day}T00:00:00.000Z` },
  });
  return (await folderStore(into).save(file)).location;
}

async function saveSides(factor: number, runCount = 3): Promise<void> {
  for (let day = 1; day <= runCount; day++) {
    const wobble = 1 + 0.001 * day;
    await save({ into: before, day, factor: wobble });
    await save({ into: after, day: day + 5, factor: factor * wobble });
  }
}

function compare(...words: string[]) {
  return runCli(['compare', ...words], fakeEngine());
}

describe('compare', () => {
  it('shows machines side by side, from files and folders', async () => {
    const one = await save({ into: before, day: 1, label: 'one' });
    await save({ into: after, day: 2, label: 'two', factor: 2 });
    await save({ into: after, day: 3, label: 'three', factor: 3 });
    const { exitCode, stdout, stderr } = await compare(one, after);
    expect([exitCode, stderr]).toEqual([EXIT.ok, '']);
    for (const label of ['one', 'two', 'three']) expect(stdout).toMatch(new RegExp(`^\\d .*${label}`, 'm'));
    expect(stdout).toContain('No verdict: a side is one machine');
  });

  it('judges the second of two paths against the first, and says so by kernel', async () => {
    await saveSides(1.3);
    const { exitCode, stdout } = await compare(before, after);
    expect(exitCode).toBe(EXIT.ok);
    expect(stdout).toMatch(/^Over all: slower\. /m);
    expect(stdout).toMatch(/^ {2}gemv\/rows-per-workgroup +1 1\.30\d* \(.*\) +slower$/m);
    expect((await compare(after, before)).stdout).toMatch(/^Over all: faster\. /m);
  });

  it('exits with 5 where the second side is slower and that was asked, and names what is', async () => {
    await saveSides(1.3);
    const outcome = await compare(after, '--baseline', before, '--fail-on', 'slower');
    expect(outcome.exitCode).toBe(EXIT.slower);
    expect(outcome.stderr).toMatch(/^slower: over all 1\.3.*gemv\/rows-per-workgroup .* times as long\n$/);
    expect(await compare(before, '--baseline', after, '--fail-on', 'slower')).toMatchObject({
      exitCode: EXIT.ok,
      stderr: '',
    });
    expect((await compare(before, after, '--fail-on', 'slower')).exitCode).toBe(EXIT.slower);
  });

  it('exits with 0 where nothing became slower', async () => {
    await saveSides(1.0001);
    expect(await compare(before, after, '--fail-on', 'slower')).toMatchObject({
      exitCode: EXIT.ok,
      stderr: '',
    });
  });

  it('fails nothing on fewer than three runs a side: exit 2, with what is there and what is needed', async () => {
    await saveSides(1.3, 2);
    const outcome = await compare(before, after, '--fail-on', 'slower');
    expect(outcome.exitCode).toBe(EXIT.usage);
    expect(outcome.stdout).toContain('Over all:');
    expect(outcome.stderr).toBe(
      'error: --fail-on slower takes at least 3 runs a side of the same cases; there are 2 in the baseline and 2 beside it\n',
    );
  });

  it('asks for two sides where there is one', async () => {
    await saveSides(1);
    expect(await compare(before, '--fail-on', 'slower')).toMatchObject({
      exitCode: EXIT.usage,
      stderr: 'error: --fail-on slower compares two sides: give --baseline, or two paths\n',
    });
  });

  it('leaves a run out of the baseline that is compared with it', async () => {
    await saveSides(1);
    const outcome = await compare(after, '--baseline', folder);
    expect(outcome.stdout.replaceAll('\n', ' ')).toContain(
      '3 runs of the baseline are compared with it, and left out',
    );
  });

  it('leaves out a file that disagrees with itself, says so, and exits with 6', async () => {
    await saveSides(1);
    const path = await save({ into: after, day: 9 });
    await writeFile(path, (await readFile(path, 'utf8')).replace('"medianNs":', '"medianNs":1'));
    await writeFile(join(after, 'broken.json'), '{');
    const { exitCode, stdout, stderr } = await compare(before, after);
    expect(exitCode).toBe(EXIT.invalidFile);
    expect(stderr).toContain(`error: ${join(after, 'broken.json')}, line 1`);
    expect(stderr).toContain(`error: ${path}: it disagrees with itself: records[`);
    expect(stdout).toMatch(/^Over all: same\. /m);
  });

  it('leaves out what no run can say, and takes no figure from what is doubtful', async () => {
    const path = await save({ into: before, day: 1 });
    const remark = { relation: 'time/inside-session', where: 'session.durationMs', message: 'it took 0 ms' };
    const examinedAs = (severity: Severity) => {
      const engine = Object.assign(fakeEngine(), { examine: async () => [{ ...remark, severity }] });
      return runCli(['compare', path, '--format', 'json'], engine);
    };
    expect(await examinedAs('impossible')).toEqual({
      exitCode: EXIT.invalidFile,
      stdout: '',
      stderr: `error: ${path}, session.durationMs: it took 0 ms\n`,
    });
    const doubted = await examinedAs('doubtful');
    expect(doubted.exitCode).toBe(EXIT.ok);
    expect(doubted.stderr).toContain(`warning: ${path} is doubtful: `);
    expect(JSON.parse(doubted.stdout).machines[0]).toMatchObject({
      read: null,
      runs: [{ standing: 'doubtful' }],
    });
    expect(JSON.parse((await examinedAs('unknown')).stdout).machines[0].read).not.toBeNull();
  });

  it('ends with 2 where a path is not there, holds no result, or the filters leave none', async () => {
    await saveSides(1);
    await mkdir(join(folder, 'empty'));
    expect(await compare(join(folder, 'none'))).toMatchObject({ exitCode: EXIT.usage, stdout: '' });
    expect((await compare(join(folder, 'empty'))).stderr).toContain('no result files (*.json) in the folder');
    expect((await compare(before, '--suite', 'density')).stderr).toBe(
      'error: no run is left to compare: the filters leave none\n',
    );
    expect((await compare(before, '--since', 'yesterday')).stderr).toContain('Expected a date as 2026-11-27');
    expect((await compare(before, '--bits', '0')).stderr).toContain('Expected bits');
  });

  it('filters by class, suite, runtime and date', async () => {
    await save({ into: before, day: 1, label: 'old' });
    await save({ into: before, day: 8, label: 'new', suite: 'smoke' });
    const labels = async (...words: string[]) =>
      JSON.parse((await compare(before, '--format', 'json', ...words)).stdout)
        .machines.map((machine: { label: string }) => machine.label)
        .sort();
    expect(await labels()).toEqual(['new', 'old']);
    expect(await labels('--since', '2026-03-02')).toEqual(['new']);
    expect(await labels('--until', '2026-03-02')).toEqual(['old']);
    expect(await labels('--suite', 'smoke')).toEqual(['new']);
    expect(await labels('--runtime', sample.environment.runtime.name.toUpperCase())).toEqual(['new', 'old']);
    expect(await labels('--class', sample.environment.adapter.class)).toEqual(['new', 'old']);
  });

  it('never ranks a simulated run', async () => {
    await save({ into: before, day: 1 });
    await save({ into: after, day: 2, vendor: 'simulated' });
    const { stdout } = await compare(before, after);
    expect(stdout).toContain('No verdict: there is no run to compare with the baseline.');
    expect(stdout).toContain('simulated: no device was measured');
    expect(JSON.parse((await compare(before, after, '--format', 'json')).stdout).sections).toEqual([]);
  });

  it('takes the newest run of a machine and suite, or all', async () => {
    await save({ into: before, day: 1 });
    await save({ into: before, day: 8, factor: 2 });
    const runs = async (...words: string[]) =>
      JSON.parse((await compare(before, '--format', 'json', ...words)).stdout).machines[0].runs.length;
    expect(await runs()).toBe(1);
    expect(await runs('--all-runs')).toBe(2);
  });

  it.each(['md', 'csv', 'json'])('prints --format %s', async format => {
    await saveSides(1.3);
    const { exitCode, stdout } = await compare(before, after, '--format', format);
    expect(exitCode).toBe(EXIT.ok);
    expect(stdout).toContain('slower');
  });

  it('answers in its help what a newcomer asks', async () => {
    const { stdout } = await compare('--help');
    for (const word of [
      'Is this browser slower than that one?',
      '--baseline',
      '--fail-on',
      'three runs'.replace('t', 'T'),
    ]) {
      expect(stdout).toContain(word);
    }
  });
});
