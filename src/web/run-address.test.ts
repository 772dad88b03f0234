import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readRunAddress, writeRunAddress } from './run-address.ts';

describe('readRunAddress', () => {
  it('reads suite, kernels, seed, budget, label and the wish to run', () => {
    expect(
      readRunAddress('?suite=smoke&kernels=spmv/*&seed=7&budget=90&label=lab%20box%203&run'),
    ).toMatchObject({
      suiteId: 'smoke',
      kernels: 'spmv/*',
      seed: 7,
      timeBudgetMs: 90_000,
      label: 'lab box 3',
      run: true,
    });
  });

  it('asks for nothing in an empty address', () => {
    expect(readRunAddress('')).toMatchObject({
      suiteId: null,
      kernels: null,
      seed: null,
      timeBudgetMs: null,
      label: null,
      run: false,
    });
  });

  it.each(['seed=-1', 'seed=1.5', 'seed=4294967296', 'seed=x', 'budget=0', 'budget=-3', 'budget='])(
    'ignores %s',
    search => {
      const { seed, timeBudgetMs } = readRunAddress(`?${search}`);
      expect([seed, timeBudgetMs]).toEqual([null, null]);
    },
  );
});

describe('writeRunAddress', () => {
  const choice = fc.record({
    suiteId: fc.constantFrom('smoke', 'quick', 'density'),
    label: fc.option(fc.string({ minLength: 1 }).filter(text => text.trim() === text && text !== '')),
    kernels: fc.option(fc.constantFrom('spmv/*', 'gemv/row-*')),
    seed: fc.integer({ min: 0, max: 0xffffffff }),
    timeBudgetMs: fc.option(fc.integer({ min: 1, max: 3600 }).map(seconds => seconds * 1000)),
  });

  it('is read back as the same choice', () => {
    fc.assert(
      fc.property(choice, chosen => {
        const read = readRunAddress(writeRunAddress(chosen, '?suite=other&run'));
        expect(read).toMatchObject({ ...chosen, seed: chosen.seed === 1 ? null : chosen.seed, run: false });
      }),
    );
  });
});
