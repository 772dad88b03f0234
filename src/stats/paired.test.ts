import { describe, expect, it } from 'vitest';
import { createRandom } from '../core/random.ts';
import type { Sample } from '../core/record/sample.ts';
import { intervalOf } from './bootstrap.ts';
import { pairedRatio, ratioOfMedians, type Timed, timeRatio } from './paired.ts';
import { autoregression, normal, samplesOf } from './testing.ts';

function timed(samples: readonly Sample[]): Timed {
  return { samples, timerId: 'timestamp', resolutionNs: 1 };
}

/** A B B A in every round; the device drifts by a tenth and more between rounds, b takes `ratio` times as long. */
function driftingPair(rounds: number, ratio: number): { a: Timed; b: Timed } {
  const random = createRandom(4);
  const a: Sample[] = [];
  const b: Sample[] = [];
  autoregression(random, rounds, 0.6).forEach((drift, round) => {
    [a, b, b, a].forEach((list, i) => {
      const ns = 1e5 * (list === b ? ratio : 1) * Math.exp(0.1 * drift + 0.002 * normal(random));
      list.push({
        index: 4 * round + i,
        round,
        group: 'g',
        startedAtMs: 0,
        totalNs: 10 * ns,
        dispatches: 10,
      });
    });
  });
  return { a: timed(a), b: timed(b) };
}

describe('a paired ratio', () => {
  it('divides what ran in the same round of the same group, the two runs of a round averaged', () => {
    const at = (round: number, totalNs: number, group = 'g'): Sample => ({
      index: 0,
      round,
      group,
      startedAtMs: 0,
      totalNs,
      dispatches: 1,
    });
    const a = timed([at(0, 2000), at(0, 4000), at(1, 4000), at(2, 9000), at(0, 7777, 'other')]);
    const b = timed([at(0, 1000), at(0, 2000), at(1, 1000), at(3, 1000)]);
    expect(pairedRatio(a, b)).toMatchObject({ value: 3, low: 2, high: 4, count: 2, paired: true });
  });

  it('sees through drift that an unpaired ratio drowns in', () => {
    const { a, b } = driftingPair(30, 1.03);
    const paired = pairedRatio(b, a)!;
    const unpaired = ratioOfMedians(b, a)!;
    expect(paired.low).toBeGreaterThan(1.02);
    expect(paired.high).toBeLessThan(1.04);
    expect(unpaired.high - unpaired.low).toBeGreaterThan(5 * (paired.high - paired.low));
    expect(unpaired).toMatchObject({ paired: false });
  });

  it('inverts when the sides are swapped', () => {
    const { a, b } = driftingPair(21, 1.5);
    expect(pairedRatio(a, b)!.value * pairedRatio(b, a)!.value).toBeCloseTo(1, 3);
  });

  it('is never narrower than the clock steps of both sides', () => {
    const a = { ...timed(samplesOf(new Array(20).fill(1000), 10)), resolutionNs: 100 };
    const b = { ...timed(samplesOf(new Array(20).fill(500), 10)), resolutionNs: 100 };
    const { value, low, high } = pairedRatio(a, b)!;
    expect(value).toBe(2);
    expect(high - low).toBeCloseTo(2 * (0.01 + 0.02), 12);
  });

  it('hands on draws as wide as its interval, so that nothing built on them is surer', () => {
    const ticks = { ...timed(samplesOf(new Array(20).fill(1000), 10)), resolutionNs: 100 };
    const { low, high, replicates } = pairedRatio(ticks, ticks)!;
    const drawn = intervalOf(replicates);
    expect((drawn.high - drawn.low) / (high - low)).toBeGreaterThan(0.9);
    expect(pairedRatio(ticks, ticks, 1)!.replicates).not.toEqual(replicates);
  });

  it('counts rounds, not the groups of a round', () => {
    const a = timed(['g', 'h', 'i'].flatMap(group => samplesOf([400, 410], 100, group)));
    expect(pairedRatio(a, a)!.count).toBe(2);
    expect(ratioOfMedians(a, a)!.count).toBe(2);
  });

  it('of few unpaired times spans all that they allow', () => {
    const a = timed(samplesOf([400, 500], 100, 'a'));
    const b = timed(samplesOf([100, 200], 100, 'b'));
    const { low, high } = ratioOfMedians(a, b)!;
    expect([low, high]).toEqual([2, 5]);
  });

  it('does not exist without a common round, and falls back to the medians, marked as unpaired', () => {
    const a = timed(samplesOf([400, 410, 390, 405, 395], 100, 'a'));
    const b = timed(samplesOf([200, 205, 195, 202, 198], 100, 'b'));
    expect(pairedRatio(a, b)).toBeNull();
    expect(timeRatio(a, b)).toMatchObject({ value: 2, paired: false, count: 5 });
  });

  it('does not exist of times that are not positive', () => {
    expect(ratioOfMedians(timed([]), timed(samplesOf([1])))).toBeNull();
    expect(ratioOfMedians(timed(samplesOf([1])), timed(samplesOf([0])))).toBeNull();
    expect(pairedRatio(timed(samplesOf([1])), timed(samplesOf([0])))).toBeNull();
  });
});
