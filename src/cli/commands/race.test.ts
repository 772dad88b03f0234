import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { composeResult } from '../../app/result.ts';
import { addCopies, MINE, PROBLEM, simulatedRace } from '../../app/testing/simulated-race.ts';
import * as catalog from '../../catalog.ts';
import { EXIT } from '../../core/errors.ts';
import type { ResultFile } from '../../core/record/result-file.ts';
import { loadResultFile } from '../../store/folder.ts';
import { sealFile, sealRecord } from '../../store/hash.ts';
import type { Io } from '../context.ts';
import { fakeEngine, runCli } from '../testing/fake-engine.ts';

const [COPY, SECOND] = ['gemv/copy', 'gemv/second'];
let measured: ResultFile;
let folder: string;

beforeAll(async () => {
  const takeOut = addCopies(COPY, SECOND);
  const run = await simulatedRace([COPY, SECOND], {
    traits: { [COPY]: { memoryShare: 0.8 }, [SECOND]: { memoryShare: 0.6 } },
  });
  const records = await Promise.all(run.records.map(({ sha256: _, ...record }) => sealRecord(record)));
  measured = await composeResult({ ...run, records }, '0.1.0');
  return takeOut;
});
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ridgepoint-race-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** An engine with the real catalogue, whose races end with what was measured. */
function engineWith(change: (file: ResultFile) => ResultFile = file => file) {
  return fakeEngine({
    catalog,
    async *runSuite() {
      yield { type: 'result', file: await sealFile(change(measured)) };
    },
  });
}

const RACE = ['race', MINE, '--problem', PROBLEM];

function race(words: readonly string[], engine = engineWith(), io: Partial<Io> = {}) {
  return runCli([...RACE, ...words, '--out', folder], engine, io);
}

describe('race', () => {
  it('says which is faster, by which ratio and interval, within 80 columns, and saves the file', async () => {
    const { exitCode, stdout } = await race([]);
    expect(exitCode).toBe(EXIT.ok);
    expect(stdout.replaceAll(/\n */g, ' ')).toMatch(
      /gemv\/subgroup is faster: gemv\/copy, the fastest of its rivals, takes 1\.\d+ \(1\.\d+–1\.\d+\) times as long in \d+ rounds\./,
    );
    expect(stdout.match(/subgroup is faster/g)).toHaveLength(1);
    expect(stdout).toMatch(/Rivals when the fastest was picked: gemv\/copy .*gemv\/second/s);
    expect(
      stdout.split('\n').filter(line => [...line].length > 80 && !line.startsWith('Result file')),
    ).toEqual([]);
    const path = /^Result file: (.*)$/m.exec(stdout)?.[1] ?? '';
    expect((await loadResultFile(path)).session.suite).toBe('race');
  });

  it('prints the same as numbers with --format json and csv', async () => {
    const json = await race(['--format', 'json']);
    const [result] = JSON.parse(json.stdout).races;
    expect(result).toMatchObject({
      outcome: 'faster',
      problem: PROBLEM,
      mine: { address: expect.stringContaining(`${MINE}@${PROBLEM}?`) },
    });
    expect(result.ratio.low).toBeGreaterThan(1);
    expect(result.picked).toHaveLength(2);
    const [head, line] = (await race(['--format', 'csv'])).stdout.split('\r\n');
    const cells = Object.fromEntries(
      head!.split(',').map((name, i) => [name, line!.split(/,(?![^"]*"(?:,|$))/)[i]]),
    );
    expect(Number(cells.ratio)).toBe(result.ratio.value);
    expect(cells.outcome).toBe('faster');
  });

  it('prints Markdown, and `report` of the file says the same of the race', async () => {
    const { stdout, stderr } = await race(['--format', 'md']);
    const sentence = /\*\*(gemv\/subgroup is faster: .*)\*\*/.exec(stdout)?.[1];
    expect(sentence).toBeDefined();
    const path = /^Result file: (.*)$/m.exec(stderr)?.[1] ?? '';
    expect((await runCli(['report', path, '--format', 'md'], engineWith())).stdout).toContain(sentence);
    expect((await runCli(['report', path], engineWith())).stdout).toContain('gemv/subgroup is faster');
    const html = join(folder, 'race.html');
    await runCli(['report', path, '--html', html], engineWith());
    expect(await readFile(html, 'utf8')).toContain('<strong>gemv/subgroup is faster');
  });

  it('hands on what was asked for', async () => {
    const engine = engineWith();
    const words = ['--against', 'gemv/row*', '--seed', '7', '--time-budget', '9', '--adapter', 'software'];
    await race(words, engine);
    expect(engine.requests[0]).toMatchObject({
      suiteId: 'race',
      seed: 7,
      timeBudgetMs: 9000,
      adapter: 'software',
      kernelsGlob: 'gemv/subgroup,gemv/row-per-thread,gemv/rows-per-workgroup,probe/read',
    });
  });

  it('takes kernels of the same operation and value type for rivals, sparse formats among them', async () => {
    const engine = engineWith();
    await race([], engine);
    const rivals = engine.requests[0]?.kernelsGlob?.split(',') ?? [];
    expect(rivals).toEqual(expect.arrayContaining(['gemv/row-per-thread', 'spmv/csr-vector']));
    expect(rivals.filter(id => /f16|i8|i4|gemm/.test(id))).toEqual([]);
  });

  it.each([
    [['race', 'gemv/none'], 'no kernel "gemv/none"; there is '],
    [
      ['race', MINE, '--against', MINE],
      'gemv/subgroup has no rival: "gemv/subgroup" names nothing but itself',
    ],
    [
      ['race', MINE, '--against', 'gemm/naive'],
      'gemv/subgroup has no rival: it computes matvec, and "gemm/naive" names gemm/naive (matmul)',
    ],
    [['race', MINE, '--against', 'x/*'], 'no kernel matches "x/*"'],
    [['race', 'probe/read'], 'probe/read has no rival: no other kernel computes read on'],
    [['race', MINE, '--problem', 'dense'], 'not an address: "dense"; expected generator(name=value,…)#seed'],
    [['race', MINE, '--problem', 'none(m=1)'], 'no generator "none"; there is '],
    [['race', MINE, '--problem', 'dense(m=0,n=1)'], 'dense: m=0, expected a whole number from 1'],
    [['race'], "missing required argument 'kernel'"],
  ])('refuses %j with 2, in plain words, measuring nothing', async (words, message) => {
    const engine = engineWith();
    const outcome = await runCli([...words, '--out', folder], engine);
    expect(outcome).toMatchObject({ exitCode: EXIT.usage, stdout: '' });
    expect(outcome.stderr).toContain(message);
    expect(engine.requests).toEqual([]);
  });

  it('ends with 2 where no rival ran, after saying why', async () => {
    const engine = engineWith(file => ({
      ...file,
      records: file.records.filter(({ case: { kernelId } }) => kernelId === MINE),
    }));
    const { exitCode, stderr } = await race([], engine);
    expect(exitCode).toBe(EXIT.usage);
    expect(stderr).toContain('error: gemv/subgroup met no rival here; the report above says why');
  });

  it('ends with 4 where an output was wrong, and names the kernel', async () => {
    const engine = engineWith(file => ({
      ...file,
      records: file.records.map(record => {
        if (record.status !== 'ok' || record.case.kernelId !== MINE) return record;
        const { address, case: c, tunablesComplete, tuned, kind, operation, format } = record;
        const { family, valueType, launchHash, sha256 } = record;
        const identity = { address, case: c, tunablesComplete, tuned, kind, operation, format };
        const base = { ...identity, family, valueType, launchHash, sha256 };
        return { ...base, status: 'failed', stage: 'check', message: 'element 0 is 1, expected 2' };
      }),
    }));
    const { exitCode, stdout } = await race([], engine);
    expect(exitCode).toBe(EXIT.wrongOutput);
    expect(stdout).toContain('check: element 0 is 1, expected 2');
  });

  it('ends with 130 after a Ctrl-C, with what was measured', async () => {
    const engine = engineWith(file => ({ ...file, session: { ...file.session, ended: 'interrupted' } }));
    const { exitCode, stdout } = await race([], engine);
    expect(exitCode).toBe(EXIT.interrupted);
    expect(stdout).toContain('gemv/subgroup is faster');
  });
});
