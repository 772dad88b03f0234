import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { DenseMatrix, Problem } from '../../core/problem.ts';
import { checkComparisons } from '../../measure/case/check.ts';
import { dense, problemOf } from '../../testing/matrices.ts';
import matmul from '../matmul.operation.ts';
import { SMALLEST_NORMAL } from './flushing.ts';
import { freivalds } from './freivalds.ts';
import { sampledElements } from './sampled-elements.ts';

const TOLERANCE = 1e-5;
const [ROWS, DEPTH, COLUMNS] = [3, 5, 2];

/** As f32, or zero where it is subnormal. */
function flushed(value: number): number {
  const rounded = Math.fround(value);
  return Math.abs(rounded) < SMALLEST_NORMAL ? 0 : rounded;
}

/** A·B on a device that flushes whatever goes into an operation and comes out of it. */
function flushedProduct({ a, rhs }: Problem): Float32Array {
  const c = new Float32Array(ROWS * COLUMNS);
  for (let i = 0; i < ROWS; i++) {
    for (let j = 0; j < COLUMNS; j++) {
      let sum = 0;
      for (let k = 0; k < DEPTH; k++) {
        const product = flushed(flushed(a.values[i * DEPTH + k]!) * flushed(rhs[k * COLUMNS + j]!));
        sum = flushed(sum + product);
      }
      c[i * COLUMNS + j] = sum;
    }
  }
  return c;
}

/** Of any size from the smallest subnormal on. */
function numbers(length: number, largestExponent: number) {
  const number = fc
    .tuple(fc.integer({ min: -149, max: largestExponent }), fc.double({ min: -2, max: 2, noNaN: true }))
    .map(([exponent, digits]) => digits * 2 ** exponent);
  return fc
    .array(number, { minLength: length, maxLength: length })
    .map(values => Float32Array.from(values) as Float32Array<ArrayBuffer>);
}

const problems = fc
  .tuple(numbers(ROWS * DEPTH, 20), numbers(DEPTH * COLUMNS, 100))
  .map(([values, rhs]): Problem => {
    const a = { ...(dense(ROWS, DEPTH) as DenseMatrix), values };
    return { ...problemOf(a, COLUMNS), rhs };
  });

function everyElement(problem: Problem, actual: ArrayLike<number>) {
  return {
    method: 'every element',
    actual,
    expected: matmul.reference(problem),
    scale: matmul.errorScale(problem),
    flushing: () => matmul.flushing!(problem, SMALLEST_NORMAL),
  };
}

describe.each([
  ['every element', everyElement],
  ['Freivalds', (problem: Problem, c: ArrayLike<number>) => freivalds(problem, c, 1)],
  ['sampled elements', (problem: Problem, c: ArrayLike<number>) => sampledElements(problem, c, 1)],
] as const)('checking by %s', (_, compare) => {
  it('allows a device to flush subnormal numbers', () => {
    fc.assert(
      fc.property(problems, problem => {
        expect(checkComparisons([compare(problem, flushedProduct(problem))], TOLERANCE).correct).toBe(true);
      }),
    );
  });

  it('sees zeros in place of small numbers that no device may flush', () => {
    const a = { ...(dense(ROWS, DEPTH) as DenseMatrix), values: new Float32Array(ROWS * DEPTH).fill(1e-20) };
    const problem = { ...problemOf(a, COLUMNS), rhs: new Float32Array(DEPTH * COLUMNS).fill(1e-12) };
    const zeros = new Float32Array(ROWS * COLUMNS);
    expect(checkComparisons([compare(problem, zeros)], TOLERANCE).correct).toBe(false);
  });
});
