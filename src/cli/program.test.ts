import { describe, expect, it } from 'vitest';
import { EXIT } from '../core/errors.ts';
import { AdapterError } from '../platform/platform.ts';
import { fakeEngine, runCli } from './testing/fake-engine.ts';

const COMMANDS = [
  'doctor',
  'list',
  'run',
  'race',
  'report',
  'validate',
  'simulate',
  'method',
  'collect',
  'bundle',
] as const;

describe('the command line', () => {
  it.each(COMMANDS)('explains %s with examples', async command => {
    const outcome = await runCli([command, '--help'], fakeEngine());
    expect(outcome.exitCode).toBe(EXIT.ok);
    expect(outcome.stdout).toContain(`Usage: ridgepoint ${command}`);
    expect(outcome.stdout).toContain(`npm run -s ridgepoint -- ${command}`);
    expect(outcome.stderr).toBe('');
  });

  it('lists the commands and exit codes, but not the one for maintainers', async () => {
    const { stdout, exitCode } = await runCli(['--help'], fakeEngine());
    expect(exitCode).toBe(EXIT.ok);
    for (const command of COMMANDS) expect(stdout).toMatch(new RegExp(`^ {2}${command}`, 'm'));
    expect(stdout).toContain('130 interrupted');
    expect(stdout).not.toMatch(/^ {2}schema/m);
  });

  it('prints its version', async () => {
    expect(await runCli(['--version'], fakeEngine())).toEqual({ exitCode: 0, stdout: '0.1.0\n', stderr: '' });
  });

  it.each([
    [[], 'Usage: ridgepoint'],
    [['measure'], "unknown command 'measure'"],
    [['run', '--fast'], "unknown option '--fast'"],
    [['report', '--\u001b[2J\u202e.json'], "unknown option '--\ufffd[2J\ufffd.json'"],
    [['run', 'quick', 'smoke'], 'too many arguments'],
    [['collect', '--port', '70000'], 'whole number from 0 to 65535'],
    [['collect', '--public-url', 'runs.example.org'], 'scheme and host alone'],
    [['collect', '--host', '--http'], '--http with --host needs --public-url'],
    [['collect', '--api-only', '--store', 'mysql://x'], '--store expects postgres://'],
    [['run', '--seed', '-1'], 'whole number from 0 to 4294967295'],
    [['run', '--seed', '1.5'], 'whole number'],
    [['run', '--time-budget', '0'], 'more than 0'],
    [['run', '--time-budget', 'soon'], 'more than 0'],
    [['run', '--format', 'xml'], 'table, md, csv, json'],
    [['run', 'swift'], 'there is no suite "swift"; there are: smoke, quick'],
    [['run', '--kernels', 'x/*'], 'no kernel matches "x/*"; there is gemv/rows-per-workgroup'],
    [['run', '--matrix', '/none.mtx'], 'cannot read /none.mtx: it does not exist'],
    [['run', '--matrix', '/'], 'cannot read /: it is not a file'],
    [['run', '--out', '/dev/null/results'], 'cannot write to the folder /dev/null/results'],
    [
      ['run', '--html', 'smoke'],
      '--html names a file, and smoke is a suite; the suite goes first: run smoke --html',
    ],
    [
      ['run', 'quick', '--case', 'gemv/rows-per-workgroup@dense(m=1,n=1)#1'],
      '--case says what is measured, and cannot be combined with the suite quick',
    ],
    [
      ['run', '--kernels', 'gemv/*', '--browser', '--case', 'gemv/rows-per-workgroup@dense(m=1,n=1)#1'],
      'cannot be combined with --kernels or --browser',
    ],
    [['run', '--case', 'gemv'], 'not an address: "gemv"; expected kernel@generator(name=value,…)#seed'],
    [['run', '--html', '/'], 'cannot write /: it is a folder'],
    [['report', '--html', '/', '/none.json'], 'cannot write /: it is a folder'],
    [['bundle', '--out', '/'], 'cannot write /: it is a folder'],
    [['list', 'x/*'], 'no kernel matches "x/*"'],
    [['report'], "missing required argument 'file'"],
    [['report', '/none.json'], 'cannot read /none.json: it does not exist'],
    [['bundle', '--out', '/dev/null/bundle.tar.gz'], 'cannot write to the folder /dev/null'],
    [['validate'], "missing required argument 'path'"],
    [['validate', '/none.json'], 'cannot read /none.json: it does not exist'],
  ])('refuses %j in plain words, measuring nothing', async (words, message) => {
    const engine = fakeEngine();
    const outcome = await runCli(words, engine);
    expect(outcome.exitCode).toBe(EXIT.usage);
    expect(outcome.stderr).toContain(message);
    expect(outcome.stderr).not.toMatch(/^ +at /m);
    expect(outcome.stdout).toBe('');
    expect(engine.requests).toEqual([]);
  });

  it('ends with 3 and the cure where there is no adapter', async () => {
    const engine = fakeEngine({
      describeDevice: () =>
        Promise.reject(new AdapterError('no-adapter', 'no adapter found. Install a driver.')),
    });
    expect(await runCli(['doctor'], engine)).toEqual({
      exitCode: EXIT.noAdapter,
      stdout: '',
      stderr: 'error: no adapter found. Install a driver.\n',
    });
  });

  it('shows where a fault of its own happened', async () => {
    const engine = fakeEngine({ describeDevice: () => Promise.reject(new Error('oh')) });
    const outcome = await runCli(['doctor'], engine);
    expect(outcome.exitCode).toBe(EXIT.internal);
    expect(outcome.stderr).toMatch(/^internal error: Error: oh\n +at /);
  });

  it('hands on the exit code of the process that found the adapter', async () => {
    const engine = fakeEngine({ relaunch: () => Promise.resolve(EXIT.wrongOutput) });
    expect((await runCli(['doctor'], engine)).exitCode).toBe(EXIT.wrongOutput);
    expect((await runCli(['run', '--out', 'results/local'], engine)).exitCode).toBe(EXIT.wrongOutput);
    expect(engine.requests).toEqual([]);
  });
});

describe('doctor', () => {
  it('prints adapter, class, clock, features and limits within 80 columns', async () => {
    const { stdout, exitCode } = await runCli(['doctor'], fakeEngine());
    expect(exitCode).toBe(EXIT.ok);
    expect(stdout).toMatch(/^adapter +SwiftShader Device \(Subzero\)$/m);
    expect(stdout).toMatch(/^class +software$/m);
    expect(stdout).toMatch(/^GPU clock +timestamps tick every 1.00 ns, not quantised$/m);
    expect(stdout).toMatch(/^ {2}maxBufferSize +1 GiB$/m);
    expect(stdout).toContain('describe this CPU, not a GPU');
    expect(stdout.split('\n').every(line => line.length <= 80)).toBe(true);
  });
});

describe('list', () => {
  it('names suites with their cost, and kernels', async () => {
    const { stdout } = await runCli(['list'], fakeEngine());
    expect(stdout).toContain('quick  The quick suite. (20 s, 1 min 30 s, up to 1 GiB)');
    expect(stdout).toMatch(/gemv\/rows-per-workgroup +matvec +dense-f32 +Several rows a workgroup/);
  });

  it('shows matching kernels in detail', async () => {
    const { stdout } = await runCli(['list', 'gemv/*'], fakeEngine());
    expect(stdout).toContain('rowsPerGroup ∈ {4, 8}; the first is the default');
    expect(stdout).toMatch(/requires +subgroups/);
  });
});

describe('schema', () => {
  it('prints the JSON Schema', async () => {
    const { stdout } = await runCli(['schema'], fakeEngine());
    expect(JSON.parse(stdout).title).toBe('Ridgepoint result file');
  });
});
