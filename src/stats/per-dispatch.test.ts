import { describe, expect, it } from 'vitest';
import type { Sample } from '../core/record/sample.ts';
import { perDispatchNs, resolvingDispatches } from './per-dispatch.ts';

function sample(round: number, dispatches: number, totalNs: number, group = 'g'): Sample {
  return { index: round, round, group, startedAtMs: 0, totalNs, dispatches };
}

describe('the time of one execution', () => {
  it('is total ÷ dispatches for every timestamp sample', () => {
    const samples = [sample(0, 4, 400), sample(0, 4, 440), sample(1, 8, 720)];
    expect(perDispatchNs(samples, 'timestamp').map(observation => observation.ns)).toEqual([100, 110, 90]);
  });

  it('is by wall clock the slope over n, 4n and 8n dispatches, so that the cost of a submission drops out', () => {
    const fixedNs = 5000;
    const set = (round: number, ns: number) => [1, 4, 8].map(n => sample(round, n, fixedNs + n * ns));
    const samples = [...set(0, 100), ...set(1, 120)];
    expect(perDispatchNs(samples, 'wall')).toEqual([
      { round: 0, group: 'g', ns: 100 },
      { round: 1, group: 'g', ns: 120 },
    ]);
  });

  it('takes the median slope, so that one stalled batch of a set does not decide', () => {
    const samples = [sample(0, 10, 1000), sample(0, 40, 4000), sample(0, 80, 8000), sample(0, 80, 90_000)];
    expect(perDispatchNs(samples, 'wall')[0]!.ns).toBeCloseTo(100, 9);
  });

  it('keeps sets of different groups and rounds apart', () => {
    const samples = [
      sample(0, 1, 100, 'a'),
      sample(0, 1, 900, 'b'),
      sample(0, 4, 400, 'a'),
      sample(0, 4, 3600, 'b'),
    ];
    expect(perDispatchNs(samples, 'wall').map(({ group, ns }) => [group, ns])).toEqual([
      ['a', 100],
      ['b', 900],
    ]);
  });

  it('leaves out a set that was cut short, unless there is nothing else', () => {
    const whole = [sample(0, 1, 600), sample(0, 4, 900)];
    expect(perDispatchNs([...whole, sample(1, 1, 600)], 'wall')).toHaveLength(1);
    expect(perDispatchNs([sample(1, 2, 600)], 'wall')).toEqual([{ round: 1, group: 'g', ns: 300 }]);
  });

  it('spreads a clock step over the batch, or over the spread of a wall set', () => {
    expect(resolvingDispatches([sample(0, 4, 1), sample(1, 8, 1), sample(2, 8, 1)], 'timestamp')).toBe(8);
    expect(resolvingDispatches([sample(0, 1, 1), sample(0, 4, 1), sample(0, 8, 1)], 'wall')).toBe(7);
  });
});
