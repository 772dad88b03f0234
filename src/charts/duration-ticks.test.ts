import { describe, expect, it } from 'vitest';
import { durationTicks } from './duration-ticks.ts';

function labels(lowNs: number, highNs: number): { unit: string; labels: string[] } {
  const { unit, ticks } = durationTicks(lowNs, highNs, 4);
  return { unit, labels: ticks.map(({ label }) => label) };
}

describe('the ticks of an axis of durations', () => {
  it('tell times apart that agree in three digits', () => {
    expect(labels(1_234_000, 1_236_100)).toEqual({
      unit: 'ms',
      labels: ['1.2340', '1.2345', '1.2350', '1.2355', '1.2360'],
    });
  });

  it('share one unit where they pass from one to the next', () => {
    expect(labels(300, 2100)).toEqual({ unit: 'ns', labels: ['500', '1000', '1500', '2000'] });
  });

  it('have no more digits than they need', () => {
    expect(labels(1e6, 5e6)).toEqual({ unit: 'ms', labels: ['1', '2', '3', '4', '5'] });
  });
});
