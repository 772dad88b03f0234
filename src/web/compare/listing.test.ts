import { describe, expect, it } from 'vitest';
import { comparedRun, type RunOptions } from '../../analysis/compare/testing/compared.ts';
import { DEFAULT_CHOICE } from '../../answer/model-size.ts';
import {
  defaultBasket,
  filteredLines,
  type ListedRun,
  machineLines,
  sortedLines,
  tokensPerSecond,
} from './listing.ts';

function listed(options: RunOptions & Partial<ListedRun> = {}): ListedRun {
  const { cases: _, ...run } = comparedRun(options);
  const { source = 'corpus', crossoverDensity = null, weightBytesPerSecond = null } = options;
  return { ...run, source, path: '', flags: [], crossoverDensity, weightBytesPerSecond };
}

const reading = (value: number) => ({ value, low: value, high: value });

describe('the list of machines', () => {
  it('has a line a machine, by its newest run that measured how fast it reads', () => {
    const old = listed({ startedAt: '2026-01-01T00:00:00.000Z', read: reading(2) });
    const smoke = listed({ startedAt: '2026-02-01T00:00:00.000Z', suite: 'smoke', read: null });
    const [line, ...more] = machineLines([old, smoke]);
    expect(more).toEqual([]);
    expect(line).toMatchObject({ shown: old, runs: [smoke, old], read: { value: 2, source: 'same-gpu' } });
  });

  it('says of a run that is published and kept here that it is kept', () => {
    const run = listed();
    const kept = { ...run, source: 'kept', origin: 'own' } as const;
    for (const runs of [
      [run, kept],
      [kept, run],
    ])
      expect(machineLines(runs)).toMatchObject([{ shown: kept, read: { source: 'own' } }]);
  });

  it('takes the median of a model for a machine that did not measure it', () => {
    const others = [1, 2, 6].map(value => listed({ label: `box ${value}`, read: reading(value) }));
    const mine = listed({ label: 'mine', read: null });
    const line = machineLines([mine, ...others]).find(({ machine }) => machine.label === 'mine');
    expect(line?.read).toMatchObject({ value: 2, low: 1, high: 6, source: 'model' });
  });

  it('shows of a machine the newest run that passes a filter', () => {
    const batch = listed({ suite: 'batch1', startedAt: '2026-01-01T00:00:00.000Z' });
    const lines = machineLines([batch, listed(), listed({ name: 'Card Two' })]);
    expect(filteredLines(lines, {})).toBe(lines);
    expect(filteredLines(lines, { suite: 'batch1' })).toMatchObject([{ shown: batch, runs: [batch] }]);
  });

  it('sorts what is not known to the end both ways, and simulated devices after it', () => {
    const names = ['Fast', 'Slow', 'Unknown', 'Made up'];
    const lines = machineLines([
      listed({ name: 'Unknown', read: null }),
      listed({ name: 'Made up', vendor: 'simulated', read: reading(9) }),
      listed({ name: 'Slow', read: reading(1) }),
      listed({ name: 'Fast', read: reading(2) }),
    ]);
    const order = (isDescending: boolean) =>
      sortedLines(lines, 'read', isDescending).map(({ machine }) => machine.name);
    expect(order(true)).toEqual(names);
    expect(order(false)).toEqual(['Slow', 'Fast', 'Unknown', 'Made up']);
  });

  it('compares at first what was run here, then GPUs by speed, then processors, and nothing simulated', () => {
    const runs = [
      listed({ name: 'CPU', class: 'software', read: reading(1) }),
      listed({ name: 'Slow', read: reading(2) }),
      listed({ name: 'Fast', read: reading(3) }),
      listed({ name: 'Mine', read: reading(1), source: 'kept', origin: 'own' }),
      listed({ name: 'Made up', vendor: 'simulated', read: reading(9) }),
    ];
    const names = (most: number) =>
      defaultBasket(machineLines(runs), most).map(
        sha256 => runs.find(run => run.sha256 === sha256)!.machine.name,
      );
    expect(names(9)).toEqual(['Mine', 'Fast', 'Slow', 'CPU']);
    expect(names(2)).toEqual(['Mine', 'Fast']);
  });
});

it('tokens/s follow from the rate at which weights are read, and from a model', () => {
  const tokens = (weightBytesPerSecond: number | null, parameters: number) =>
    tokensPerSecond(
      { weightBytesPerSecond },
      { ...DEFAULT_CHOICE, model: 'other', parameters, bitsPerWeight: 8, positions: 0 },
    );
  expect(tokens(1e12, 1e9)).toBeCloseTo(1000, 6);
  expect(tokens(null, 1e9)).toBeNull();
  expect(tokens(1e12, 0)).toBeNull();
});
