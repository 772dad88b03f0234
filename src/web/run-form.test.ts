import { beforeEach, describe, expect, it } from 'vitest';
import {
  budgetSeconds,
  choiceOf,
  expectedMs,
  isAsUsual,
  kernels,
  label,
  matrices,
  seed,
  suiteId,
} from './run-form.ts';

beforeEach(() => {
  suiteId.value = 'quick';
});

describe('the seed as typed', () => {
  it.each([
    ['0', 0],
    ['7', 7],
    ['', 1],
    [' ', 1],
    ['-', 1],
    ['-3', 0],
    ['2.9', 2],
    ['1e12', 0xffffffff],
  ])('“%s” is %d', (typed, wanted) => {
    seed.value = typed;
    expect(choiceOf()?.seed).toBe(wanted);
  });
});

describe('what the button says of the time', () => {
  const suites = [{ id: 'quick', expectedSeconds: { hardware: 60, software: 130 } }];

  it('is the suite’s own on this class of device, unless the reader limits it', () => {
    budgetSeconds.value = '';
    expect(expectedMs(suites, 'software')).toBe(130_000);
    budgetSeconds.value = '20';
    expect(expectedMs(suites, 'software')).toBe(20_000);
  });

  it('is the one with matrices as soon as one is chosen, where the suite tells them apart', () => {
    budgetSeconds.value = '';
    const apart = suites.map(suite => ({ ...suite, secondsWithMatrices: { hardware: 20, software: 40 } }));
    expect(expectedMs(apart, 'hardware')).toBe(60_000);
    matrices.value = [{ file: new File([], 'a.mtx'), reading: { status: 'reading' } }];
    expect(expectedMs(apart, 'hardware')).toBe(20_000);
    expect(expectedMs(suites, 'hardware')).toBe(60_000);
    matrices.value = [];
  });
});

describe('what is folded', () => {
  it('is open where something else than usual was asked for', () => {
    kernels.value = label.value = budgetSeconds.value = '';
    seed.value = '1';
    expect(isAsUsual()).toBe(true);
    suiteId.value = 'density';
    expect(isAsUsual()).toBe(false);
    suiteId.value = 'quick';
    kernels.value = 'spmv/*';
    expect(isAsUsual()).toBe(false);
  });
});
