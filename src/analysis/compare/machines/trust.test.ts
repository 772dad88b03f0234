import { describe, expect, it } from 'vitest';
import { comparedRun, type RunOptions } from '../testing/compared.ts';
import type { ComparedRun } from './compared-run.ts';
import { trustedFigure } from './trust.ts';

const read = ({ read: estimate }: ComparedRun) => estimate;
const at = (value: number) => ({ value, low: 0.9 * value, high: 1.1 * value });
const run = (value: number, more: RunOptions = {}) => comparedRun({ read: at(value), ...more });

const mine = run(1, { origin: 'own', standing: 'unchecked', startedAt: '2025-01-01T00:00:00.000Z' });
const same = run(2);
const strangers = [3, 4, 8].map(value => run(value, { label: `box ${value}` }));
const other = run(9, { name: 'Card Two' });

describe('the figure of a GPU that is shown', () => {
  it('is of your own run, before a checked one of that machine, before the median of its model', () => {
    const { machine } = same;
    const figure = (runs: readonly ComparedRun[]) => trustedFigure(machine, runs, read);
    expect(figure([other, ...strangers, same, mine])).toMatchObject({
      source: 'own',
      ...at(1),
      runs: [mine],
    });
    expect(figure([other, ...strangers, same])).toMatchObject({ source: 'same-gpu', ...at(2) });
    expect(figure([other, ...strangers])).toMatchObject({ source: 'model', value: 4, low: 3, high: 8 });
    expect(figure([other, strangers[0]!])).toMatchObject({ source: 'model', ...at(3) });
  });

  it('is none rather than one of another model, of a simulation, or of a run that is doubted or was not looked at', () => {
    const others = [
      other,
      run(5, { vendor: 'simulated' }),
      run(6, { standing: 'doubtful' }),
      run(6, { standing: 'unchecked', suite: 'batch1' }),
      comparedRun({ read: null, suite: 'smoke' }),
    ];
    expect(trustedFigure(same.machine, others, read)).toBeNull();
  });

  it('passes over a newer run that did not measure it', () => {
    const newer = comparedRun({ read: null, startedAt: '2027-01-01T00:00:00.000Z' });
    expect(trustedFigure(same.machine, [newer, same], read)?.value).toBe(2);
  });
});
