import { setTimeout } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterAll, describe, expect, it } from 'vitest';
import { suites } from '../app/suites.ts';
import { get } from '../catalog.ts';
import type { BenchRecord } from '../core/record/record.ts';
import { cards } from './cards.ts';
import { replayPlan } from './replay-plan.ts';
import { createSimulatedResolver } from './simulated-resolver.ts';

let resolver = createSimulatedResolver();

// Matrices of 30 GB and more are mapped and never written. Other files share this process, and with these it could start no
// program on a machine of less memory.
afterAll(async () => {
  resolver = createSimulatedResolver();
  setFlagsFromString('--expose-gc');
  runInNewContext('gc')();
  // They are given back beside what runs.
  await setTimeout(200);
});

/** Seconds that each suite may take, and what it may go without: points of a curve that come last. */
const CURVE_POINTS = /^probe\/\w+@(vector\(n=\d+,passes=|table)/;
const PROMISES = [
  { id: 'quick', seconds: 60, optional: /^probe\/read@vector\(n=\d+,passes=/ },
  { id: 'batch1', seconds: 300, optional: CURVE_POINTS },
  { id: 'density', seconds: 345, optional: CURVE_POINTS },
  { id: 'decode', seconds: 180, optional: CURVE_POINTS },
  { id: 'ceilings', seconds: 60, optional: CURVE_POINTS },
  { id: 'size', seconds: 120, optional: CURVE_POINTS },
];

/** What the card cannot do at all is skipped with that reason. */
function lacksFeature(record: BenchRecord): boolean {
  return record.status === 'skipped' && record.cause === 'feature';
}

/** Slower in rounds before than another that is measured on the same matrix: there is no need of it. */
function isOutpaced(record: BenchRecord, records: readonly BenchRecord[]): boolean {
  if (record.status !== 'skipped') return false;
  const [, faster] = /^in rounds before it took .+ times what (\S+) took$/.exec(record.reason) ?? [];
  const matrix = JSON.stringify(record.case.problem);
  return records.some(
    other =>
      other.status === 'ok' &&
      other.case.kernelId === faster &&
      JSON.stringify(other.case.problem) === matrix,
  );
}

/** Seconds that the suite needs, with what comes after its sections, by card. */
const taken = new Map<string, number[]>();

describe.each([...cards.keys()])('%s', name => {
  it.each(PROMISES)('has the time and the memory for $id', async ({ id, seconds, optional }) => {
    const suite = get(suites, id, 'suite');
    const { records, plan, totalMs, peakBytes } = await replayPlan({
      card: cards.get(name)!,
      suite,
      resolver,
    });
    const missed = records.filter(
      record =>
        record.status !== 'ok' &&
        !optional.test(record.address) &&
        !lacksFeature(record) &&
        !isOutpaced(record, records),
    );
    expect(missed.map(({ address }) => address)).toEqual([]);
    expect(totalMs).toBeLessThanOrEqual(1000 * seconds);
    taken.set(id, [...(taken.get(id) ?? []), (totalMs + (plan.endingMs ?? 0)) / 1000]);
    expect(peakBytes).toBeLessThanOrEqual(suite.expectedBytes.hardware);
  });
});

/** A card's own host may be slower than the one that was replayed. */
const MOST_SLACK = 1.25;

describe('what the form promises', () => {
  it.each(PROMISES)('is enough for $id on the slowest card, and no more than a quarter over it', ({ id }) => {
    const promised = get(suites, id, 'suite').expectedSeconds.hardware;
    const slowest = Math.max(...taken.get(id)!);
    expect(taken.get(id)).toHaveLength(cards.size);
    expect(promised).toBeGreaterThanOrEqual(0.98 * slowest);
    expect(promised).toBeLessThanOrEqual(MOST_SLACK * slowest);
  });
});
