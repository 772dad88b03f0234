import { describe, expect, it } from 'vitest';
import type { Matrix } from '../core/problem.ts';
import { problemOf, sparse } from '../testing/matrices.ts';
import matvec from './matvec.operation.ts';

/** [1 0 2 0; 0 0 0 0; 0 −3 4 0], and the same with every element stored. */
const A: Matrix = { ...sparse(3, 4, places()), values: Float32Array.of(1, 2, -3, 4) };
const DENSE: Matrix = {
  kind: 'dense',
  rowCount: 3,
  columnCount: 4,
  values: Float32Array.of(1, 0, 2, 0, 0, 0, 0, 0, 0, -3, 4, 0),
};

/** The first with its only entry of the second column stored as a zero. */
const WITH_ZERO: Matrix = { ...A, values: Float32Array.of(1, 2, 0, 4) };

function places(): number[][] {
  return [
    [0, 0],
    [0, 2],
    [2, 1],
    [2, 2],
  ];
}

function problem(a: Matrix) {
  return { ...problemOf(a), rhs: Float32Array.of(10, 1, -0.5, 7) };
}

describe('matvec', () => {
  it.each([
    ['sparse', A],
    ['dense', DENSE],
  ])('multiplies a %s matrix as by hand', (_, a) => {
    expect([...matvec.reference(problem(a))]).toEqual([9, 0, -5]);
    expect([...matvec.errorScale(problem(a))]).toEqual([11, 0, 5]);
    expect(matvec.outputLength(problem(a))).toBe(3);
  });

  it('counts two FLOPs a nonzero, however many zeros are stored', () => {
    expect(matvec.usefulFlops(problem(A))).toBe(8);
    expect(matvec.usefulFlops(problem(DENSE))).toBe(8);
    expect(matvec.usefulFlops(problem(WITH_ZERO))).toBe(6);
  });

  it('counts of x what the encoding reads: touched columns, or all', () => {
    expect(matvec.compulsoryBytes(problem(A), 48)).toBe(48 + 4 * 3 + 4 * 3);
    expect(matvec.compulsoryBytes(problem(A), 48, true)).toBe(48 + 4 * 4 + 4 * 3);
    expect(matvec.compulsoryBytes(problem(DENSE), 48)).toBe(48 + 4 * 3 + 4 * 3);
    expect(matvec.compulsoryBytes(problem(DENSE), 48, true)).toBe(48 + 4 * 4 + 4 * 3);
    expect(matvec.compulsoryBytes(problem(WITH_ZERO), 48)).toBe(48 + 4 * 2 + 4 * 3);
  });
});
