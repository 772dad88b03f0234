import { EXIT, UserError } from '../../core/errors.ts';
import type { Progress } from '../../core/event.ts';
import type { Format } from '../../core/format.ts';
import type { HostBaseline } from '../../core/host-baseline.ts';
import type { KernelDescriptor } from '../../core/kernel.ts';
import type { Suite } from '../../core/plan.ts';
import type { ProblemGenerator } from '../../core/problem.ts';
import type { ResultFile } from '../../core/record/result-file.ts';
import { sealFile } from '../../store/hash.ts';
import { SAMPLE_TOOLS, sampleResultFile } from '../../store/testing/sample-result.ts';
import type { Io, Output } from '../context.ts';
import type { BrowserRequest, Engine, RunRequest } from '../engine.ts';
import { runProgram } from '../program.ts';

/** An engine that measures nothing and remembers what it was asked. */
export interface FakeEngine extends Engine {
  readonly requests: RunRequest[];
  /** Those that a browser was to measure. */
  readonly browserRequests: BrowserRequest[];
}

export function fakeEngine(overrides: Partial<Engine> = {}): FakeEngine {
  const requests: RunRequest[] = [];
  const browserRequests: BrowserRequest[] = [];
  return {
    catalog: FAKE_CATALOG,
    suites: new Map(['smoke', 'quick'].map(id => [id, fakeSuite(id)])),
    validation: SAMPLE_TOOLS,
    examine: async () => [],
    relaunch: () => Promise.resolve(null),
    describeDevice: async () => (await sampleResultFile()).environment,
    vendorObstacle: async () => 'there is no PyTorch here',
    measureVendor: async () => {},
    ...overrides,
    requests,
    browserRequests,
    async *runInBrowser(request) {
      browserRequests.push(request);
      yield* overrides.runInBrowser?.(request) ?? fakeRun(request);
    },
    async *runSuite(request) {
      requests.push(request);
      yield* overrides.runSuite?.(request) ?? fakeRun(request);
    },
  };
}

async function* fakeRun(request: Omit<RunRequest, 'files'>) {
  yield { type: 'note' as const, message: 'one note' };
  yield { type: 'progress' as const, progress: PROGRESS };
  yield { type: 'result' as const, file: await fakeResult(request) };
}

/** The sample, as a run of this request would have it. */
export async function fakeResult(request: Omit<RunRequest, 'files'>): Promise<ResultFile> {
  const file = await sampleResultFile();
  const ended = request.signal.aborted ? ('interrupted' as const) : ('complete' as const);
  const records = file.records.filter(record => record.status !== 'failed');
  return sealFile({ ...file, records, session: { ...file.session, suite: request.suiteId, ended } });
}

/** The same as it stands after a section. */
export async function fakePartial(
  request: Omit<RunRequest, 'files'>,
  lastSection: string,
): Promise<ResultFile> {
  const file = await fakeResult(request);
  return sealFile({ ...file, session: { ...file.session, ended: 'partial', lastSection } });
}

export const PROGRESS: Progress = {
  done: 14,
  total: 52,
  label: 'gemv/rows-per-workgroup 4096 × 4096',
  doing: 'timing round 4',
  elapsedMs: 20_000,
  remainingMs: 38_000,
  discardedRounds: 0,
  skippedCases: 1,
};

function fakeSuite(id: string): Suite {
  return {
    id,
    order: 1,
    label: id,
    question: 'Does it work?',
    description: `The ${id} suite.`,
    expectedSeconds: { hardware: 20, software: 90 },
    expectedBytes: { hardware: 2 ** 30, software: 2 ** 28 },
    pilot: 'none',
    plan: () => {
      throw new Error('a fake suite has no plan');
    },
  };
}

const KERNEL: KernelDescriptor = {
  id: 'gemv/rows-per-workgroup',
  label: 'Several rows a workgroup',
  description: 'Each workgroup owns a few rows.',
  operation: 'matvec',
  format: 'dense-f32',
  wgsl: '',
  tunables: { rowsPerGroup: [4, 8] },
  requires: ['subgroups'],
  tolerance: 1e-5,
  dilutable: true,
  source: 'well known',
  supports: () => true,
  launch: () => {
    throw new Error('a fake kernel has no launch');
  },
};

const FAKE_CATALOG: Engine['catalog'] = {
  kernels: new Map([[KERNEL.id, KERNEL]]),
  baselines: new Map<string, HostBaseline>(),
  formats: new Map<string, Format>(),
  generators: new Map<string, ProblemGenerator>(),
  matchKernels: glob => {
    if (glob === 'gemv/*') return [KERNEL.id];
    throw new UserError(`no kernel matches "${glob}"; there is ${KERNEL.id}`, EXIT.usage);
  },
};

/** What a command line printed, and how it ended. */
export interface Outcome {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

function stream(texts: string[]): Output {
  return {
    write: (text, done) => {
      texts.push(text);
      done?.(null);
    },
  };
}

/** Runs a command line in this process, without a terminal. */
export async function runCli(
  words: readonly string[],
  engine: Engine,
  io: Partial<Io> = {},
): Promise<Outcome> {
  const out: string[] = [];
  const err: string[] = [];
  const exitCode = await runProgram(
    words,
    engine,
    {
      stdout: stream(out),
      stderr: stream(err),
      env: {},
      now: () => performance.now(),
      onInterrupt: () => () => {},
      ...io,
    },
    '0.1.0',
  );
  return { exitCode, stdout: out.join(''), stderr: err.join('') };
}
