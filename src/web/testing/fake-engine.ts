import { analyze } from '../../analysis/analyze.ts';
import { DEVICES } from '../../analysis/testing/device.ts';
import { syntheticResultFile } from '../../analysis/testing/result-file.ts';
import type { Environment } from '../../core/environment.ts';
import type { BenchRecord } from '../../core/record/record.ts';
import type { ResultFile } from '../../core/record/result-file.ts';
import { sealFile, sealRecord } from '../../store/hash.ts';
import type {
  EngineDescription,
  EngineLink,
  ReadyEngine,
  RunListener,
  UnavailableCause,
} from '../engine/engine.ts';
import { readingOf } from '../engine/matrix-reading.ts';

/** Time between two records of the replay. */
const RECORD_MS = 8;

/**
 * An engine for development and tests: replays a synthetic run. `wish` is a device of analysis/testing
 * (`loadBound` is a software adapter), a cause of unavailability, `silent` for a GPU that never answers, `slow` for one that takes a second, `fails` for a run that ends badly, or `device-lost` for one
 * that ends early with what was measured.
 */
export function createFakeEngine(wish: string): EngineLink {
  const listeners: RunListener[] = [];
  const tell: RunListener = {
    event: event => {
      for (const listener of listeners) listener.event(event);
    },
    failed: message => {
      for (const listener of listeners) listener.failed(message);
    },
  };
  const device = DEVICES[wish as keyof typeof DEVICES] ?? DEVICES.bandwidthBound;
  let replay: Replay | null = null;
  return {
    describe: async () => {
      if (wish === 'silent') await new Promise(() => {});
      if (wish === 'slow') await new Promise(resolve => setTimeout(resolve, 1000));
      return describeFake(wish, syntheticResultFile({ device, rounds: 2 }).environment);
    },
    readMatrix: readingOf,
    start: choice => {
      const file = syntheticResultFile({ device, seed: choice.seed });
      const environment = { ...file.environment, label: choice.label };
      const session = { ...file.session, suite: choice.suiteId };
      replay = startReplay({ ...file, environment, session }, wish, tell);
    },
    // A replay leaves nothing out.
    longer: () => {},
    stop: () => replay?.stop(),
    pause: () => replay?.pause(true),
    resume: () => replay?.pause(false),
    listen: listener => {
      listeners.push(listener);
    },
  };
}

interface Replay {
  stop(): void;
  pause(on: boolean): void;
}

function startReplay(file: ResultFile, wish: string, run: RunListener): Replay {
  const { records } = file;
  let done = 0;
  let isPaused = false;
  const startedAt = Date.now();
  run.event({ type: 'environment', environment: file.environment });
  const end = (ended: ResultFile['session']['ended'], kept: readonly BenchRecord[]) => {
    clearInterval(timer);
    const result = { ...file, session: { ...file.session, ended } };
    void sealed(result, kept).then(whole => run.event({ type: 'result', file: whole }));
  };
  const step = () => {
    if (isPaused) return;
    const record = records[done];
    if (!record) return end('complete', records);
    if (wish === 'device-lost' && done === 20) return end('device-lost', records.slice(0, done));
    if (wish === 'fails' && done === 20) {
      clearInterval(timer);
      return run.failed('The device was lost twice on gemm/naive; nothing was saved.');
    }
    done++;
    run.event({ type: 'record', record });
    run.event({ type: 'progress', progress: progressOf(records, done, startedAt) });
    if (done % 10 === 0) {
      run.event({ type: 'analysis', analysis: analyze(records.slice(0, done), file.environment) });
    }
  };
  const timer = setInterval(step, RECORD_MS);
  return {
    stop: () => end('interrupted', records.slice(0, done)),
    pause: on => {
      isPaused = on;
    },
  };
}

/** As a session would hand it over: it agrees with itself when it is read again. */
async function sealed(file: ResultFile, kept: readonly BenchRecord[]): Promise<ResultFile> {
  const records = await Promise.all(kept.map(record => sealRecord(record)));
  return sealFile({ ...file, records, ...analyze(records, file.environment) });
}

function progressOf(records: readonly BenchRecord[], done: number, startedAt: number) {
  const record = records[Math.min(done, records.length - 1)]!;
  const elapsedMs = Date.now() - startedAt;
  return {
    done,
    total: records.length,
    label: `${record.case.kernelId} ${record.status === 'ok' ? `${record.problem.rowCount} × ${record.problem.columnCount}` : ''}`,
    doing: 'timing round 4',
    elapsedMs,
    remainingMs: (elapsedMs / done) * (records.length - done),
    discardedRounds: done > 30 ? 1 : 0,
    skippedCases: records.slice(0, done).filter(one => one.status === 'skipped').length,
  };
}

const CAUSES: readonly UnavailableCause[] = [
  'insecure-context',
  'no-webgpu',
  'no-adapter',
  'adapter-failed',
  'page-failed',
];

function describeFake(wish: string, environment: Environment): EngineDescription {
  const cause = CAUSES.find(one => one === wish);
  if (cause) return { status: 'unavailable', cause, message: 'requestAdapter() returned null' };
  return readyFake(environment);
}

function readyFake(environment: Environment): ReadyEngine {
  const mib = 2 ** 20;
  const suite = (
    id: string,
    label: string,
    question: string,
    description: string,
    seconds: number,
    bytes: number,
    noMatrices?: string,
  ) => ({
    id,
    label,
    question,
    description,
    expectedSeconds: { hardware: seconds, software: seconds * 2.5 },
    expectedBytes: { hardware: bytes, software: bytes / 8 },
    ...(noMatrices !== undefined && { noMatrices }),
  });
  return {
    status: 'ready',
    environment,
    suites: [
      suite(
        'smoke',
        'Smoke',
        'Does it work here?',
        'Every kernel once, small: shows that all of it works here.',
        8,
        64 * mib,
      ),
      suite(
        'quick',
        'Quick',
        'What limits it here?',
        'Ceilings, batch-1 experiments and a density crossover.',
        60,
        1024 * mib,
      ),
      suite(
        'density',
        'Density',
        'At which sparsity does sparse win?',
        'Densities from 0.5 % to 100 %, all patterns and kernels.',
        240,
        2048 * mib,
      ),
      suite(
        'size',
        'Size',
        'At which size does launching stop to matter?',
        'Matrix–vector products from 4 KiB to the largest that fit.',
        120,
        4096 * mib,
      ),
      suite(
        'ceilings',
        'Ceilings',
        'How fast is this GPU?',
        'Read, write, copy, gather and multiply-add by working set.',
        45,
        1024 * mib,
        'it asks what the device can do at best.',
      ),
    ],
    kernels: [
      {
        id: 'gemv/rows-per-workgroup',
        label: 'Rows per workgroup',
        description: 'Each workgroup sums several rows with vec4 loads and a tree in workgroup memory.',
        source: 'standard',
        format: 'dense-f32',
        operation: 'matvec',
      },
      {
        id: 'spmv/csr-vector',
        label: 'CSR vector',
        description: 'A slice of lanes owns one row, its width chosen from the mean row length.',
        source: 'Bell and Garland 2009',
        format: 'csr-f32',
        operation: 'matvec',
      },
    ],
    formats: [
      { id: 'dense-f32', label: 'Dense f32', family: 'dense', source: 'row-major' },
      { id: 'csr-f32', label: 'CSR, f32 values, u32 indices', family: 'csr', source: 'Saad 2003' },
    ],
    problems: [
      { id: 'uniform', label: 'Uniform', description: 'Every element is nonzero with the same chance.' },
    ],
  };
}
