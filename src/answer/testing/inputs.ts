import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { analyze } from '../../analysis/analyze.ts';
import {
  DEVICES,
  denseFacts,
  okRecord,
  steadyTimes,
  syntheticEnvironment,
  syntheticRun,
} from '../../analysis/testing/records.ts';
import { judgeSectionId, RACE_SUITE } from '../../core/asked-suites.ts';
import type { BenchRecord } from '../../core/record/record.ts';
import type { ResultFile, SessionFacts } from '../../core/record/result-file.ts';
import { loadResultFile } from '../../store/folder.ts';
import type { AnswerInput } from '../input.ts';

const SESSION: SessionFacts = {
  suite: 'quick',
  seed: 1,
  startedAt: '2026-01-02T03:04:05.000Z',
  durationMs: 48_000,
  ended: 'complete',
  plannedRounds: 20,
  discardedRounds: 0,
  unsteady: false,
};

export interface SyntheticInputOptions {
  readonly device?: keyof typeof DEVICES;
  readonly rounds?: number;
  /** Share of the records that there are: a run that was stopped. */
  readonly measured?: number;
  readonly session?: Partial<SessionFacts>;
  readonly vendor?: string;
  /** Timestamp ÷ wall. */
  readonly clockRatio?: number;
}

/** A synthetic run, or the first part of one, with what follows from it. */
export function syntheticInput(options: SyntheticInputOptions = {}): AnswerInput {
  const device = DEVICES[options.device ?? 'bandwidthBound'];
  const all = syntheticRun({ device, rounds: options.rounds ?? 20 });
  const records = all.slice(0, Math.ceil((options.measured ?? 1) * all.length));
  const whole = syntheticEnvironment(device);
  const ratio = options.clockRatio ?? 1;
  const environment = {
    ...whole,
    adapter: { ...whole.adapter, vendor: options.vendor ?? whole.adapter.vendor },
    clock: { ...whole.clock, agreement: { ratio, low: 0.99 * ratio, high: 1.01 * ratio } },
  };
  return {
    records,
    environment,
    session: { ...SESSION, ...options.session },
    ...analyze(records, environment),
  };
}

/** A run of these records alone. */
export function inputOf(records: readonly BenchRecord[], suite = 'density'): AnswerInput {
  const environment = syntheticEnvironment(DEVICES.bandwidthBound);
  return { records, environment, session: { ...SESSION, suite }, ...analyze(records, environment) };
}

/** A race on one problem: `gemv/rival` takes 1.20 times as long as `gemv/mine`. */
export function raceInput(): AnswerInput {
  const racer = (kernelId: string, ns: number, firstIndex: number) => {
    const timesNs = steadyTimes(ns, 12);
    const record = okRecord({ kernelId, problem: denseFacts(64, 64), timesNs, group: judgeSectionId(0) });
    return { ...record, samples: record.samples.map(one => ({ ...one, index: 2 * one.index + firstIndex })) };
  };
  return inputOf([racer('gemv/mine', 5000, 0), racer('gemv/rival', 6000, 1)], RACE_SUITE);
}

const RESULTS = 'results';

/** Addresses of the result files that are kept with the program. */
export function committedPaths(): readonly string[] {
  return readdirSync(RESULTS, { recursive: true, encoding: 'utf8' })
    .filter(name => /^[^/]+\/.*\.json$/.test(name))
    .map(name => join(RESULTS, name))
    .sort();
}

/** A committed file as reports show it: judged by the rules of today. */
export async function committedInput(path: string): Promise<ResultFile> {
  const file = await loadResultFile(path);
  return { ...file, ...analyze(file.records, file.environment) };
}
