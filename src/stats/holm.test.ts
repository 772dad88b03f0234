import { expect, it } from 'vitest';
import { holm } from './holm.ts';

it('a hypothesis falls while every smaller p has fallen, in whatever order they stand', () => {
  expect(holm([0.01, 0.02, 0.03], 0.05)).toEqual([true, true, true]);
  expect(holm([0.03, 0.04, 0.01], 0.05)).toEqual([false, false, true]);
  expect(holm([0.02, 0.02, 0.02], 0.05)).toEqual([false, false, false]);
  expect(holm([Number.NaN], 0.05)).toEqual([false]);
  expect(holm([], 0.05)).toEqual([]);
});
