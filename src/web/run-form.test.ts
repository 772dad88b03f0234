import { beforeEach, describe, expect, it } from 'vitest';
import { choiceOf, seed, suiteId } from './run-form.ts';

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
