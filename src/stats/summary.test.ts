import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRandom } from '../core/random.ts';
import type { Sample } from '../core/record/sample.ts';
import { relativeHalfWidth, summarize } from './summary.ts';
import { autoregression, samplesOf } from './testing.ts';

const byTimestamps = { timerId: 'timestamp', resolutionNs: 1 } as const;

describe('a summary', () => {
  it('gives median, deviation, minimum and drift per execution', () => {
    const summary = summarize(samplesOf([100, 102, 101, 103, 99, 100], 1000), byTimestamps);
    expect(summary).toMatchObject({ medianNs: 100.5, madNs: 1, minNs: 99, sampleCount: 6, flags: [] });
    expect(summary.driftRatio).toBeCloseTo(99.5 / 101, 12);
  });

  it('never has an interval narrower than the clock step ÷ dispatches', () => {
    const { lowNs, highNs } = summarize(samplesOf(new Array(30).fill(1000), 50), {
      timerId: 'timestamp',
      resolutionNs: 500,
    });
    expect(highNs - lowNs).toBeCloseTo(10, 9);
    expect([lowNs, highNs]).toEqual([995, 1005]);
  });

  it('is unresolved where the median batch is under 20 clock steps', () => {
    const flags = (resolutionNs: number) =>
      summarize(samplesOf(new Array(9).fill(1000), 2), { timerId: 'timestamp', resolutionNs }).flags;
    expect(flags(100)).toEqual([]);
    expect(flags(101)).toEqual(['unresolved']);
  });

  it('flags drift, heavy tails and few samples', () => {
    const flags = (timesNs: number[]) => summarize(samplesOf(timesNs, 100), byTimestamps).flags;
    expect(flags([100, 101, 99, 108, 107, 109, 115, 116, 114])).toContain('drift');
    expect(flags([100, 101, 99, 100, 101, 900, 99, 100, 800, 101])).toContain('heavy-tails');
    expect(flags([100, 101, 102, 99])).toContain('few-samples');
  });

  it('does not take one clock step for a tail', () => {
    const timesNs = [...new Array(18).fill(1000), 1010, 990];
    expect(summarize(samplesOf(timesNs, 10), { timerId: 'timestamp', resolutionNs: 100 }).flags).toEqual([]);
  });

  /** Sets of 10, 40 and 80 dispatches, each batch with what a submission costs. */
  const wallSamples = (timesNs: readonly number[], submitNs: number): Sample[] =>
    timesNs.flatMap((ns, round) =>
      [10, 40, 80].map((n, i) => ({
        index: 3 * round + i,
        round,
        group: 'g',
        startedAtMs: 0,
        totalNs: submitNs + n * ns,
        dispatches: n,
      })),
    );

  it('by wall clock is resolved by the difference between batches, however long each of them is', () => {
    const flags = (resolutionNs: number) =>
      summarize(wallSamples(new Array(9).fill(100), 1e6), { timerId: 'wall', resolutionNs }).flags;
    expect(flags(350)).toEqual([]);
    expect(flags(351)).toEqual(['unresolved']);
  });

  it('by wall clock has an interval of a step to either side: batches may all be rounded the same way', () => {
    const { lowNs, highNs } = summarize(wallSamples(new Array(9).fill(100), 0), {
      timerId: 'wall',
      resolutionNs: 140,
    });
    expect([lowNs, highNs]).toEqual([98, 102]);
  });

  it('by wall clock is the median of the slopes of each round', () => {
    const samples = wallSamples([100, 110, 120, 130, 140], 7000);
    const summary = summarize(samples, { timerId: 'wall', resolutionNs: 100 });
    expect(summary.medianNs).toBeCloseTo(120, 9);
    expect(summary.sampleCount).toBe(15);
  });

  it('gives a lost wall slope as 0 and unresolved, never as a negative time', () => {
    const samples = samplesOf([5000, 5000, 5000, 5000, 5000]).flatMap(sample => [
      { ...sample, dispatches: 1, totalNs: 5000 },
      { ...sample, dispatches: 4, totalNs: 4000 },
    ]);
    const summary = summarize(samples, { timerId: 'wall', resolutionNs: 10 });
    expect(summary.flags).toContain('unresolved');
    expect(Math.min(summary.medianNs, summary.lowNs, summary.minNs)).toBe(0);
  });

  it('refuses an empty list', () => {
    expect(() => summarize([], byTimestamps)).toThrow(/at least one sample/);
  });

  it('comes out to the same bits from samples read back from JSON', () => {
    const samples = samplesOf(
      autoregression(createRandom(9), 40, 0.4).map(noise => 1e4 * (1 + 0.01 * noise)),
      64,
    );
    const again = JSON.parse(JSON.stringify(samples)) as Sample[];
    expect(summarize(again, byTimestamps)).toEqual(summarize(samples, byTimestamps));
  });

  it('scales with the times and contains its median', () => {
    const times = fc.array(fc.integer({ min: 100, max: 10_000 }), { minLength: 5, maxLength: 40 });
    fc.assert(
      fc.property(times, timesNs => {
        const one = summarize(samplesOf(timesNs, 4), byTimestamps);
        const two = summarize(
          samplesOf(
            timesNs.map(ns => 2 * ns),
            4,
          ),
          { timerId: 'timestamp', resolutionNs: 2 },
        );
        expect(two.medianNs).toBe(2 * one.medianNs);
        expect(two.lowNs).toBe(2 * one.lowNs);
        expect(two.flags).toEqual(one.flags);
        expect(one.lowNs).toBeLessThanOrEqual(one.medianNs);
        expect(one.highNs).toBeGreaterThanOrEqual(one.medianNs);
      }),
      { numRuns: 50 },
    );
  });
});

describe('the relative half-width', () => {
  it('is half of the interval over the median, and infinite for a median of 0', () => {
    expect(relativeHalfWidth({ medianNs: 100, lowNs: 98, highNs: 104 })).toBe(0.03);
    expect(relativeHalfWidth({ medianNs: 0, lowNs: 0, highNs: 1 })).toBe(Number.POSITIVE_INFINITY);
  });
});
