import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { parseTar } from 'nanotar';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { EXIT, UserError } from '../../core/errors.ts';
import { isWrongOutput } from '../../core/record/record.ts';
import type { ResultFile } from '../../core/record/result-file.ts';
import { folderStore } from '../../store/folder.ts';
import { sealFile } from '../../store/hash.ts';
import { sampleResultFile } from '../../store/testing/sample-result.ts';
import type { Engine, RunRequest } from '../engine.ts';
import { type FakeEngine, fakeEngine, fakePartial, fakeResult, runCli } from '../testing/fake-engine.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ridgepoint-survey-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const MACHINE = 'swiftshader-device-subzero';
const SUITES = ['smoke', 'quick', 'batch1', 'decode', 'density', 'ceilings'];

/** A suite takes no time unless `takesS` says so; the clock is the survey's own. */
function engineOn(clock: { ms: number }, takesS = 0, overrides: Partial<Engine> = {}): FakeEngine {
  return fakeEngine({
    async *runSuite(request: RunRequest) {
      clock.ms += takesS * 1000;
      yield { type: 'result', file: await fakeResult(request) };
    },
    ...overrides,
  });
}

function survey(engine: FakeEngine, clock = { ms: 0 }, words: readonly string[] = []) {
  return runCli(['survey', '--out', folder, ...words], engine, { now: () => clock.ms });
}

const suitesOf = ({ requests }: FakeEngine) => requests.map(({ suiteId }) => suiteId);

async function archived(): Promise<readonly string[]> {
  const name = (await readdir(folder)).find(entry => entry.endsWith('.tar.gz'))!;
  const files = parseTar(await promisify(gunzip)(await readFile(join(folder, name))));
  return files.map(file => file.name).sort();
}

describe('a survey', () => {
  it('runs every step in the order of what matters, and leaves results, a summary and an archive', async () => {
    const engine = engineOn({ ms: 0 });
    const { exitCode, stdout, stderr } = await survey(engine, { ms: 0 }, ['--label', 'lab box 3']);
    expect(exitCode).toBe(EXIT.ok);
    expect(suitesOf(engine)).toEqual(SUITES);
    expect(engine.requests.every(({ label }) => label === 'lab box 3')).toBe(true);
    expect(stderr).toContain('Step 1 of 8, doctor: adapter and clocks');
    expect(stderr).toContain('Step 8 of 8, ceilings: up to');
    expect(stderr).toContain('vendor: skipped: there is no PyTorch here');
    expect(stdout).toContain(`Summary: ${join(folder, MACHINE, 'summary.html')}`);
    expect(stdout).toContain(`Archive: ${join(folder, `ridgepoint-${MACHINE}-lab-box-3.tar.gz`)}`);
    const names = (await readdir(join(folder, MACHINE))).sort();
    expect(names).toEqual([
      expect.stringMatching(/-batch1-/),
      ...Array(5).fill(expect.stringMatching(/json$/)),
      'doctor.txt',
      'summary.html',
    ]);
    expect(await archived()).toEqual(names.map(name => `${MACHINE}/${name}`));
    const page = await readFile(join(folder, MACHINE, 'summary.html'), 'utf8');
    for (const suite of SUITES) expect(page).toContain(`<summary>${suite}: complete in`);
  });

  it('gives every step a share of the time, and stays within all of it', async () => {
    const clock = { ms: 0 };
    const engine = engineOn(clock);
    await survey(engine, clock, ['--time-budget', '900']);
    const plannedMs = engine.requests.map(({ timeBudgetMs }) => timeBudgetMs!);
    expect(plannedMs.every(ms => ms >= 15_000 * 0.85)).toBe(true);
    expect(plannedMs[2]).toBeGreaterThan(plannedMs[0]! * 4);
    const slow = { ms: 0 };
    const late = engineOn(slow, 0, {
      async *runSuite(request: RunRequest) {
        slow.ms += request.timeBudgetMs! / 0.85;
        yield { type: 'result', file: await fakeResult(request) };
      },
    });
    expect((await survey(late, slow, ['--time-budget', '1000', '--out', join(folder, 'b')])).exitCode).toBe(
      0,
    );
    expect(suitesOf(late)).toEqual(SUITES);
    expect(slow.ms).toBeLessThan(1_000_000);
  });

  it('skips what cannot say anything in the time that is left, and says so', async () => {
    const clock = { ms: 0 };
    const engine = engineOn(clock, 30);
    const { stdout, stderr } = await survey(engine, clock, ['--time-budget', '130']);
    expect(suitesOf(engine)).toEqual(['smoke', 'quick', 'ceilings']);
    expect(stderr).toMatch(/^batch1: skipped: it needs 1 min 40 s to say anything, and 57 s are left$/m);
    expect(stdout).toContain(`Once more with --out ${folder}`);
  });

  it('ends a step that takes longer than its time, and does not hold that against it', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    try {
      const engine = engineOn({ ms: 0 }, 0, {
        async *runSuite(request: RunRequest) {
          if (request.suiteId === 'quick') vi.advanceTimersByTime(request.timeBudgetMs! * 2);
          yield { type: 'result', file: await fakeResult(request) };
        },
      });
      const { exitCode, stderr } = await survey(engine);
      expect(exitCode).toBe(EXIT.ok);
      expect(stderr).toMatch(/^quick: stopped after .*; its time was over$/m);
      expect(suitesOf(engine)).toEqual(SUITES);
    } finally {
      vi.useRealTimers();
    }
  });

  it('keeps no file of a step whose time was over before anything was measured, and says so', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    try {
      const engine = engineOn({ ms: 0 }, 0, {
        async *runSuite(request: RunRequest) {
          const { sha256: _, ...file } = await fakeResult(request);
          if (request.suiteId === 'quick') vi.advanceTimersByTime(request.timeBudgetMs! * 2);
          const records = request.suiteId === 'quick' ? [] : file.records;
          yield { type: 'result', file: await sealFile({ ...file, records }) };
        },
      });
      const { exitCode, stderr, stdout } = await survey(engine);
      expect(exitCode).toBe(EXIT.ok);
      expect(stderr).toMatch(/^quick: its time was over before anything was measured$/m);
      expect(stdout).toContain(`Once more with --out ${folder}`);
      const names = await readdir(join(folder, MACHINE));
      expect(names.filter(name => name.includes('-quick-'))).toEqual([]);
    } finally {
      vi.useRealTimers();
    }
  });

  it('ends with the first exit code that is not 0, and goes on to the other steps', async () => {
    const engine = engineOn({ ms: 0 }, 0, {
      async *runSuite(request: RunRequest) {
        if (request.suiteId === 'decode') throw new Error('a fault');
        if (request.suiteId === 'quick') {
          yield { type: 'partial', file: await fakePartial(request, 'Ceilings') };
          throw new UserError('the device was lost', EXIT.deviceLost);
        }
        yield { type: 'result', file: await fakeResult(request) };
      },
    });
    const { exitCode, stdout, stderr } = await survey(engine);
    expect(exitCode).toBe(EXIT.deviceLost);
    expect(suitesOf(engine)).toEqual(SUITES);
    expect(stderr).toContain('internal error: Error: a fault');
    expect(stdout).toMatch(/quick +error: the device was lost; kept: cut off after section “Ceilings”/);
    const page = await readFile(join(folder, MACHINE, 'summary.html'), 'utf8');
    expect(page).toMatch(/<summary>quick: error: the device was lost; kept/);
  });

  it('keeps what there is at a Ctrl-C, with summary and archive', async () => {
    let interrupt = () => {};
    const engine = engineOn({ ms: 0 }, 0, {
      async *runSuite(request: RunRequest) {
        if (request.suiteId === 'quick') interrupt();
        yield { type: 'result', file: await fakeResult(request) };
      },
    });
    const { exitCode, stdout, stderr } = await runCli(['survey', '--out', folder], engine, {
      onInterrupt: callback => {
        interrupt = callback;
        return () => {};
      },
    });
    expect(exitCode).toBe(EXIT.interrupted);
    expect(suitesOf(engine)).toEqual(['smoke', 'quick']);
    expect(stderr).toContain('Stopping; what was measured is kept.');
    expect(stdout).toMatch(/quick +stopped after/);
    expect(stdout).toMatch(/batch1 +skipped: the survey was stopped/);
    expect(await archived()).toHaveLength(4);
  });

  it('ends where there is nothing to measure on', async () => {
    const engine = engineOn({ ms: 0 }, 0, {
      describeDevice: () => Promise.reject(new UserError('no adapter', EXIT.noAdapter)),
    });
    expect(await survey(engine)).toMatchObject({
      exitCode: EXIT.noAdapter,
      stderr: expect.stringContaining('no adapter'),
    });
  });
});

describe('a survey into the folder of an earlier one', () => {
  const save = async (suite: string, change: (file: ResultFile) => ResultFile = file => file) => {
    const { sha256: _, ...file } = change(
      await fakeResult({ suiteId: suite, signal: new AbortController().signal } as RunRequest),
    );
    return folderStore(folder).save(await sealFile(file));
  };
  const ending = (ended: ResultFile['session']['ended']) => (file: ResultFile) => ({
    ...file,
    session: { ...file.session, ended },
  });

  it('takes up what is missing, and shows all', async () => {
    await save('smoke');
    await save('quick', ending('time-cap'));
    await save('batch1', ending('interrupted'));
    await save('decode', ending('partial'));
    await save('density', file => ({ ...file, programVersion: '0.0.9' }));
    await save('ceilings', file => ({
      ...file,
      environment: { ...file.environment, adapter: { ...file.environment.adapter, vendor: 'another' } },
    }));
    await writeFile(join(folder, MACHINE, 'broken.json'), '{');
    const engine = engineOn({ ms: 0 });
    const { stdout } = await survey(engine);
    expect(suitesOf(engine)).toEqual(['batch1', 'decode', 'density', 'ceilings']);
    expect(stdout).toMatch(/smoke +from before: complete in/);
    expect(stdout).toMatch(/quick +from before: time budget used up after/);
  });

  it('shows what is left of a step that there is no time for', async () => {
    await save('quick', file => ({
      ...ending('partial')(file),
      session: { ...ending('partial')(file).session, lastSection: 'Ceilings' },
    }));
    const clock = { ms: 0 };
    const { stdout } = await survey(engineOn(clock, 30), clock, ['--time-budget', '50']);
    expect(stdout.replace(/\n +/g, ' ')).toMatch(
      /quick +skipped: it needs .*; kept: cut off after section “Ceilings”/,
    );
  });

  it('ends with what was wrong then', async () => {
    const { records } = await sampleResultFile();
    expect(records.some(isWrongOutput)).toBe(true);
    await save('smoke', file => ({ ...file, records }));
    const engine = engineOn({ ms: 0 });
    expect((await survey(engine)).exitCode).toBe(EXIT.wrongOutput);
    expect(suitesOf(engine)).not.toContain('smoke');
  });
});
