import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { committedPaths } from '../../answer/testing/inputs.ts';
import * as catalog from '../../catalog.ts';
import { EXIT, InvalidFileError, UserError } from '../../core/errors.ts';
import type { SuiteContext } from '../../core/plan.ts';
import { formatCase } from '../../core/record/address.ts';
import type { ResultFile } from '../../core/record/result-file.ts';
import { plannedCases } from '../../measure/session/queue.ts';
import { casesBehind, casesCommand } from '../../report/rows/cases-command.ts';
import { loadResultFile } from '../../store/folder.ts';
import { parseResultFile } from '../../store/parse.ts';
import { sampleResultFile } from '../../store/testing/sample-result.ts';
import { DEFAULT_LIMITS } from '../../testing/limits.ts';
import { casesAt } from '../addresses.ts';
import type { Io } from '../context.ts';
import type { RunRequest } from '../engine.ts';
import { fakeEngine, fakeResult, runCli } from '../testing/fake-engine.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ridgepoint-cli-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** An engine whose run ends with a changed sample. */
function engineWith(change: (file: ResultFile) => ResultFile) {
  return fakeEngine({
    async *runSuite(request: RunRequest) {
      yield { type: 'result', file: change(await fakeResult(request)) };
    },
  });
}

function planContext(deviceClass: SuiteContext['deviceClass']): SuiteContext {
  return {
    deviceClass,
    limits: DEFAULT_LIMITS,
    features: new Set(),
    pilot: {
      tunables: () => ({}),
      estimateNs: () => 1,
      beyondCacheBytes: null,
      residentBytes: 65_536,
      launchNs: 0,
    },
    files: [],
    kernelIds: ['probe/read'],
    seed: 1,
    timeBudgetMs: null,
  };
}

describe('run --case', () => {
  it('measures the cases at those addresses with the real catalogue, once each', async () => {
    const engine = fakeEngine({ catalog });
    const addresses = ['gemv/f16@dense(m=64,n=64)#1?cache=hot', 'gemv/i8@dense(m=64,n=64)#1'];
    const words = ['run', '--case', ...addresses, '--case', addresses[0]!, '--out', folder];
    expect((await runCli(words, engine)).exitCode).toBe(EXIT.ok);
    const [request] = engine.requests;
    expect(request).toMatchObject({ suiteId: 'cases', kernelsGlob: 'probe/read' });
    const plan = request!.suite!.plan(planContext('software'));
    expect(plannedCases(plan).map(formatCase)).toEqual(addresses);
  });
});

/** Of each command, as a shell takes them apart; one shell for all, since to start one takes longer than to run it. */
function shellWords(commands: readonly (readonly string[])[]): readonly (readonly string[])[] {
  const scripts = commands.map(addresses =>
    casesCommand(addresses).replace(/^npm run -s ridgepoint --/, 'printf "%s\\n"'),
  );
  const input = scripts.join('\necho\n');
  const said = execFileSync('sh', { input, encoding: 'utf8' }).trimEnd().split('\n\n');
  return said.map(lines => lines.split('\n'));
}

describe('a finding’s command, as its panel gives it', () => {
  it('means its cases to this program, of every committed file', async () => {
    const paths = committedPaths().filter(path => !path.includes('vendor'));
    const files = await Promise.all(paths.map(loadResultFile));
    const behind = files.flatMap(file => file.findings.map(finding => casesBehind(finding, file)));
    const asked = [...new Map(behind.map(addresses => [addresses.join(), addresses])).values()];
    expect(asked.length).toBeGreaterThan(50);
    const commands = asked.filter(({ length }) => length > 0);
    const words = shellWords(commands);
    expect(words).toHaveLength(commands.length);
    for (const [index, addresses] of commands.entries()) {
      const engine = fakeEngine({ catalog });
      const { exitCode, stderr } = await runCli([...words[index]!, '--out', folder], engine);
      expect(exitCode, stderr).toBe(EXIT.ok);
      const plan = engine.requests[0]!.suite!.plan(planContext('software'));
      // An address may name defaults.
      const wanted = casesAt(addresses, catalog).map(formatCase);
      expect(wanted).toHaveLength(addresses.length);
      expect(new Set(plannedCases(plan).map(formatCase))).toEqual(new Set(wanted));
    }
  });
});

describe('run --like', () => {
  it('prints the run beside the file after its report, like with like', async () => {
    const first = await runCli(['run', '--out', folder], fakeEngine());
    const path = /^Result file: (.*)$/m.exec(first.stdout)![1]!;
    const { stdout, exitCode } = await runCli(['run', '--out', folder, '--like', path], fakeEngine());
    expect(exitCode).toBe(EXIT.ok);
    const beside = stdout.slice(stdout.indexOf('Result file:')).replace(/\s+/g, ' ');
    expect(beside).toContain(`Beside ${path.slice(0, 20)}`);
    expect(beside).toMatch(/Here: .* There: /);
    expect(beside).toContain('there ÷ here');
    const csv = await runCli(['run', '--out', folder, '--like', path, '--format', 'csv'], fakeEngine());
    expect(csv.stdout).not.toContain('Beside');
    expect(csv.stderr).toContain('Beside');
  });

  it('refuses a file that is none, or disagrees with itself, before anything is measured', async () => {
    const engine = fakeEngine();
    const none = await runCli(['run', '--out', folder, '--like', join(folder, 'none.json')], engine);
    expect(none.exitCode).not.toBe(EXIT.ok);
    expect(none.stderr).toContain('none.json');
    const broken = join(folder, 'broken.json');
    await writeFile(broken, JSON.stringify({ ...(await sampleResultFile()), sha256: 'f'.repeat(64) }));
    const outcome = await runCli(['run', '--out', folder, '--like', broken], engine);
    expect(outcome).toMatchObject({ exitCode: EXIT.invalidFile, stdout: '' });
    expect(outcome.stderr).toMatch(/broken\.json.*disagrees with itself/);
    expect(engine.requests).toEqual([]);
  });
});

describe('run', () => {
  it('prints the report, saves the result file and says where', async () => {
    const { exitCode, stdout, stderr } = await runCli(['run', '--out', folder], fakeEngine());
    expect(exitCode).toBe(EXIT.ok);
    expect(stdout).toContain('What limits running');
    const path = /^Result file: (.*)$/m.exec(stdout)?.[1] ?? '';
    expect((await loadResultFile(path)).session.suite).toBe('quick');
    expect(stderr).toContain('14 of 52 · 38 s left · gemv/rows-per-workgroup');
    expect(stderr).toContain('one note');
  });

  it('prints exactly one result file with --format json, the one that it saved', async () => {
    const { stdout, stderr } = await runCli(
      ['run', 'smoke', '--out', folder, '--format', 'json'],
      fakeEngine(),
    );
    expect((await parseResultFile(stdout, 'stdout')).session.suite).toBe('smoke');
    const path = /^Result file: (.*)$/m.exec(stderr)?.[1] ?? '';
    expect(await readFile(path, 'utf8')).toBe(stdout);
  });

  it.each([
    ['md', /^# Ridgepoint/],
    ['csv', /^machine,label,/],
  ])('keeps stdout to the %s report', async (format, start) => {
    const { stdout, stderr } = await runCli(['run', '--out', folder, '--format', format], fakeEngine());
    expect(stdout).toMatch(start);
    expect(stdout).not.toContain('Result file:');
    expect(stderr).toContain('Result file:');
  });

  it('writes the HTML report beside the result file, or where it is told', async () => {
    await runCli(['run', '--out', folder, '--html'], fakeEngine());
    const names = (await readdir(folder, { recursive: true })).filter(name => name.includes('.'));
    expect(names).toHaveLength(2);
    expect(names.map(name => name.replace(/\.(json|html)$/, ''))[0]).toBe(
      names[1]?.replace(/\.(json|html)$/, ''),
    );

    const path = join(folder, 'report.html');
    const { stdout } = await runCli(['run', '--out', folder, '--html', path], fakeEngine());
    expect(stdout).toContain(`HTML report: ${path}`);
    expect(await readFile(path, 'utf8')).toMatch(/^<!doctype html>/);
  });

  it('keeps report and result file where the HTML report cannot be written after all', async () => {
    const html = join(folder, 'report.html');
    const engine = fakeEngine({
      async *runSuite(request: RunRequest) {
        await mkdir(html);
        yield { type: 'result', file: await fakeResult(request) };
      },
    });
    const { stdout, stderr } = await runCli(['run', '--out', folder, '--html', html], engine);
    expect(stdout).toContain('What limits running');
    expect(stdout).toMatch(/^Result file: /m);
    expect(stderr).toContain(`error: cannot write ${html}: `);
  });

  it('hands a run in a browser to the page, without looking for an adapter of its own', async () => {
    const engine = fakeEngine({ relaunch: () => Promise.reject(new Error('not asked')) });
    const words = ['run', 'smoke', '--out', folder, '--kernels', 'gemv/*', '--seed', '7'];
    const { exitCode, stdout } = await runCli([...words, '--browser', '/usr/bin/firefox'], engine);
    expect(exitCode).toBe(EXIT.ok);
    expect(stdout).toContain('Result file:');
    await runCli([...words, '--browser'], engine);
    expect(engine.requests).toEqual([]);
    expect(engine.browserRequests).toMatchObject([
      { suiteId: 'smoke', kernelsGlob: 'gemv/*', seed: 7, browser: '/usr/bin/firefox' },
      { browser: null },
    ]);
  });

  it('measures no matrix files in a browser', async () => {
    const engine = fakeEngine();
    const outcome = await runCli(['run', '--browser', '--matrix', 'a.mtx', '--out', folder], engine);
    expect(outcome).toMatchObject({ exitCode: EXIT.usage, stdout: '' });
    expect(outcome.stderr).toContain('--matrix and --browser cannot be combined');
    expect(engine.browserRequests).toEqual([]);
  });

  it('refuses matrix files for a suite that measures none, before anything is read', async () => {
    const [id, suite] = [...fakeEngine().suites][0]!;
    const noMatrices = 'it asks about the device';
    const engine = fakeEngine({ suites: new Map([[id, { ...suite, noMatrices }]]) });
    const outcome = await runCli(['run', id, '--matrix', '/none.mtx', '--out', folder], engine);
    expect(outcome).toMatchObject({ exitCode: EXIT.usage, stdout: '' });
    expect(outcome.stderr).toContain(`${id} measures no matrices of yours: ${noMatrices}`);
    expect(engine.requests).toEqual([]);
  });

  it('hands the options to the engine', async () => {
    const matrix = join(folder, 'a.mtx');
    await writeFile(matrix, '%%MatrixMarket');
    const engine = fakeEngine();
    await runCli(
      ['run', 'smoke', '--out', folder, '--matrix', matrix, '--matrix', matrix, '--kernels', 'gemv/*'].concat(
        ['--adapter', 'software', '--seed', '7', '--time-budget', '2.5', '--label', 'lab box 3'],
      ),
      engine,
    );
    expect(engine.requests).toMatchObject([
      {
        suiteId: 'smoke',
        files: [{ name: 'a.mtx', byteLength: 14 }],
        kernelsGlob: 'gemv/*',
        adapter: 'software',
        seed: 7,
        timeBudgetMs: 2500,
        label: 'lab box 3',
        programVersion: '0.1.0',
      },
    ]);
  });

  it('stops at Ctrl-C and saves what there is', async () => {
    let interrupt = () => {};
    let listening = 0;
    const engine = fakeEngine({
      async *runSuite(request: RunRequest) {
        interrupt();
        yield { type: 'result', file: await fakeResult(request) };
      },
    });
    const outcome = await runCli(['run', '--out', folder], engine, {
      onInterrupt: callback => {
        interrupt = callback;
        listening++;
        return () => listening--;
      },
    });
    expect(outcome.exitCode).toBe(EXIT.interrupted);
    expect(outcome.stderr).toContain('Stopping; what was measured is kept.');
    const path = /^Result file: (.*)$/m.exec(outcome.stdout)?.[1] ?? '';
    expect((await loadResultFile(path)).session.ended).toBe('interrupted');
    expect(listening).toBe(0);
  });

  it('says so where Ctrl-C came before anything was measured', async () => {
    const engine = fakeEngine({
      // biome-ignore lint/correctness/useYield: ends before its first event
      async *runSuite(request: RunRequest) {
        request.signal.throwIfAborted();
      },
    });
    const outcome = await runCli(['run', '--out', folder], engine, {
      onInterrupt: callback => {
        callback();
        return () => {};
      },
    });
    expect(outcome).toMatchObject({ exitCode: EXIT.interrupted, stdout: '' });
    expect(outcome.stderr).toContain('error: stopped before anything was measured');
  });

  describe('after a Ctrl-C', () => {
    const pressed: Partial<Io> = {
      onInterrupt: callback => {
        callback();
        return () => {};
      },
    };
    const record = async () => ({ type: 'record' as const, record: (await sampleResultFile()).records[0]! });

    it('ends with 130 where a program that it started was ended too', async () => {
      const engine = fakeEngine({
        // biome-ignore lint/correctness/useYield: ends before its first event
        async *runInBrowser() {
          throw new UserError('cannot build the page: it ended with SIGINT', EXIT.internal);
        },
      });
      expect(await runCli(['run', '--browser', '--out', folder], engine, pressed)).toMatchObject({
        exitCode: EXIT.interrupted,
        stderr: expect.stringMatching(/^error: stopped: cannot build the page: it ended with SIGINT$/m),
      });
    });

    it('still says what was wrong with a file', async () => {
      const engine = fakeEngine({
        // biome-ignore lint/correctness/useYield: ends before its first event
        async *runSuite() {
          throw new InvalidFileError('a.mtx', 'line 1', 'no matrix');
        },
      });
      const { exitCode } = await runCli(['run', '--out', folder], engine, pressed);
      expect(exitCode).toBe(EXIT.invalidFile);
    });

    it('shows a fault of its own that lost what was measured', async () => {
      const engine = fakeEngine({
        async *runSuite() {
          yield await record();
          throw new TypeError('no such field');
        },
      });
      const { exitCode, stderr } = await runCli(['run', '--out', folder], engine, pressed);
      expect(exitCode).toBe(EXIT.internal);
      expect(stderr).toContain('internal error: TypeError: no such field');
    });
  });

  it.each([
    ['check', EXIT.wrongOutput],
    ['check-after', EXIT.wrongOutput],
    ['run', EXIT.ok],
  ] as const)('after a failed %s ends with %d: only a wrong output is one', async (stage, exitCode) => {
    const engine = engineWith(file => {
      const [
        {
          address,
          case: c,
          tunablesComplete,
          tuned,
          kind,
          operation,
          format,
          family,
          valueType,
          launchHash,
          sha256,
        } = never(),
      ] = file.records;
      const base = {
        address,
        case: c,
        tunablesComplete,
        tuned,
        kind,
        operation,
        format,
        family,
        valueType,
        launchHash,
        sha256,
      };
      return { ...file, records: [{ ...base, status: 'failed', stage, message: 'element 0 is NaN' }] };
    });
    expect((await runCli(['run', '--out', folder], engine)).exitCode).toBe(exitCode);
  });

  it('ends with 7 where the device was lost', async () => {
    const engine = engineWith(file => ({ ...file, session: { ...file.session, ended: 'device-lost' } }));
    expect((await runCli(['run', '--out', folder], engine)).exitCode).toBe(EXIT.deviceLost);
  });

  it('ends with 6 and one line for a bad matrix, and leaves no file', async () => {
    const engine = fakeEngine({
      // biome-ignore lint/correctness/useYield: ends before its first event
      async *runSuite() {
        throw new InvalidFileError('young1c.mtx', 'line 1', 'complex matrices are not supported');
      },
    });
    expect(await runCli(['run', '--out', folder], engine)).toEqual({
      exitCode: EXIT.invalidFile,
      stdout: '',
      stderr: 'error: young1c.mtx, line 1: complex matrices are not supported\n',
    });
    expect(await readdir(folder)).toEqual([]);
  });
});

function never(): never {
  throw new Error('the sample has records');
}
