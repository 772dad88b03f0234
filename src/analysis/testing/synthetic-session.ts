import { createRandom } from '../../core/random.ts';
import { formatCase } from '../../core/record/address.ts';
import type { OkRecord } from '../../core/record/record.ts';
import type { Sample } from '../../core/record/sample.ts';
import { normal } from '../../stats/testing.ts';
import { executionNs, type SyntheticDevice } from './device.ts';
import { okRecord } from './ok-record.ts';
import type { SyntheticCase } from './synthetic-cases.ts';

/** One case alone, or a reference and a rung. */
export type SyntheticGroup = readonly [SyntheticCase] | readonly [SyntheticCase, SyntheticCase];

const BATCH_NS = 1e7;
export const TIMESTAMP_STEP_NS = 100;
export const WALL_STEP_NS = 5_000;

/**
 * "Measures" groups of cases in rounds, A B B A, as a session does: the same case in several groups is one record with
 * the samples of all of them, in the order of time.
 */
export function measureGroups(
  device: SyntheticDevice,
  groups: readonly SyntheticGroup[],
  options: { readonly rounds: number; readonly seed: number },
): OkRecord[] {
  const random = createRandom(options.seed, 7);
  const samplesOf = new Map<string, { made: SyntheticCase; samples: Sample[] }>();
  let index = 0;
  let clockMs = 0;
  let drift = 0;
  const time = (made: SyntheticCase, round: number, group: string): void => {
    const address = addressOf(made);
    const entry = samplesOf.get(address) ?? { made, samples: [] };
    samplesOf.set(address, entry);
    const scale = (1 + drift) * (1 + 0.5 * device.noise * normal(random));
    for (const batch of batches(device, made)) {
      const totalNs = quantise(batch.fixedNs + batch.dispatches * batch.ns * scale, batch.stepNs);
      entry.samples.push({
        index,
        round,
        group,
        startedAtMs: clockMs,
        totalNs,
        dispatches: batch.dispatches,
      });
      clockMs += totalNs / 1e6 + 0.1;
      index++;
    }
  };
  for (let round = 0; round < options.rounds; round++) {
    const fresh = Math.sqrt(1 - device.correlation ** 2) * device.noise;
    drift = device.correlation * drift + fresh * normal(random);
    groups.forEach((group, g) => {
      const [a, b] = group;
      for (const made of b ? [a, b, b, a] : [a]) time(made, round, `g${g}`);
    });
  }
  return [...samplesOf.values()].map(({ made, samples }) => recordOf(device, made, samples));
}

export function addressOf(made: SyntheticCase): string {
  const { kernelId, problemSpec: problem, tunables, cache, memoryShare, clock } = made;
  return formatCase({ kernelId, problem, tunables, cache, memoryShare, clock });
}

function isWallTimed(device: SyntheticDevice, made: SyntheticCase): boolean {
  return made.clock === 'wall' || !device.hasTimestamps;
}

interface Batch {
  readonly dispatches: number;
  readonly ns: number;
  readonly fixedNs: number;
  readonly stepNs: number;
}

function batches(device: SyntheticDevice, made: SyntheticCase): readonly Batch[] {
  const gpuNs = executionNs(device, made.load);
  if (!isWallTimed(device, made)) {
    return [{ dispatches: dispatchesFor(gpuNs), ns: gpuNs, fixedNs: 0, stepNs: TIMESTAMP_STEP_NS }];
  }
  const ns = gpuNs - device.dispatchNs + device.wallDispatchNs;
  const n = dispatchesFor(ns);
  return [n, 4 * n, 8 * n].map(dispatches => ({
    dispatches,
    ns,
    fixedNs: 10 * device.wallDispatchNs,
    stepNs: WALL_STEP_NS,
  }));
}

function dispatchesFor(ns: number): number {
  let dispatches = 1;
  while (dispatches * ns < BATCH_NS) dispatches *= 2;
  return dispatches;
}

function quantise(ns: number, stepNs: number): number {
  return Math.max(1, Math.round(ns / stepNs)) * stepNs;
}

function recordOf(device: SyntheticDevice, made: SyntheticCase, samples: readonly Sample[]): OkRecord {
  const { load, ...fields } = made;
  const count =
    made.cache === 'hot' ? 1 : Math.max(1, Math.ceil(load.workingSetBytes / load.work.compulsoryBytes));
  return okRecord({
    ...fields,
    work: load.work,
    timerId: isWallTimed(device, made) ? 'wall' : 'timestamp',
    resolutionNs: isWallTimed(device, made) ? WALL_STEP_NS : TIMESTAMP_STEP_NS,
    copies: { count, workingSetBytes: load.workingSetBytes, cut: null },
    samples,
  });
}
