import { describe, expect, it } from 'vitest';
import type { Matrix, Problem } from '../core/problem.ts';
import { createRandom } from '../core/random.ts';
import { checkComparisons } from '../measure/case/check.ts';
import { dense, problemOf, sparse } from '../testing/matrices.ts';
import matmul from './matmul.operation.ts';

/** [1 2; 0 −1] · [3 −4 0; 5 6 1] */
const BY_HAND: Problem = {
  ...problemOf({ kind: 'dense', rowCount: 2, columnCount: 2, values: Float32Array.of(1, 2, 0, -1) }, 3),
  rhs: Float32Array.of(3, -4, 0, 5, 6, 1),
};

describe('matmul', () => {
  it('multiplies as by hand', () => {
    expect([...matmul.reference(BY_HAND)]).toEqual([13, 8, 2, -5, -6, -1]);
    expect([...matmul.errorScale(BY_HAND)]).toEqual([13, 16, 2, 5, 6, 1]);
    expect(matmul.outputLength(BY_HAND)).toBe(6);
  });

  it('counts two FLOPs for every nonzero and column, and every matrix once', () => {
    expect(matmul.usefulFlops(BY_HAND)).toBe(2 * 3 * 3);
    expect(matmul.compulsoryBytes(BY_HAND, 16)).toBe(16 + 4 * 6 + 4 * 6);
    const holey = problemOf(
      sparse(2, 5, [
        [0, 1],
        [1, 1],
      ]),
      3,
    );
    expect(matmul.usefulFlops(holey)).toBe(2 * 2 * 3);
    expect(matmul.compulsoryBytes(holey, 28)).toBe(28 + 4 * 1 * 3 + 4 * 2 * 3);
  });

  it('compares small products element by element', () => {
    expect(matmul.spotChecks?.(BY_HAND, matmul.reference(BY_HAND), 1)).toBe(null);
  });
});

describe('spot checks of a large product', () => {
  const [m, k, n] = [257, 263, 261];
  const sparsePlaces = Array.from({ length: m * 260 }, (_, e) => [Math.floor(e / 260), e % 260]);
  const matrices: readonly (readonly [string, Matrix])[] = [
    ['dense', dense(m, k)],
    ['sparse', sparse(m, k, sparsePlaces)],
  ];
  const kinds = matrices.map(([name, a]) => {
    const problem = problemOf(a, n);
    return { name, problem, right: Float32Array.from(matmul.reference(problem)) };
  });

  /** What makes a right product wrong, in place. */
  const faults: readonly (readonly [string, (c: Float32Array) => void])[] = [
    ['the first element zero', c => c.fill(0, 0, 1)],
    ['a middle element zero', c => c.fill(0, 31_007, 31_008)],
    ['the last element zero', c => c.fill(0, m * n - 1)],
    ['one element NaN', c => c.fill(Number.NaN, 40_000, 40_001)],
    ['one element off by a hundredth of its terms', c => c.set([c[12_345]! + 0.01 * k], 12_345)],
    ['two rows swapped', c => c.set([...c.slice(n, 2 * n), ...c.slice(0, n)])],
    ['two elements of a row swapped', c => c.set([c[701]!, c[700]!], 700)],
    ['two columns swapped', swapColumns],
    ['a stale tile', staleTile],
  ];

  function swapColumns(c: Float32Array): void {
    for (let i = 0; i < m; i++) c.set([c[i * n + 6]!, c[i * n + 5]!], i * n + 5);
  }

  /** 16 × 16 results of the tile beside it. */
  function staleTile(c: Float32Array): void {
    for (let i = 64; i < 80; i++) c.copyWithin(i * n + 128, i * n + 144, i * n + 160);
  }

  const seeds = [0x5eed, 1, 2];

  it.each(kinds)('accept a right one, $name', ({ problem, right }) => {
    for (const seed of seeds) {
      const checked = checkComparisons(matmul.spotChecks!(problem, right, seed)!, 1e-5);
      expect(checked.method).toBe('Freivalds, sampled elements');
      expect(checked.worstRatio).toBeLessThan(0.1);
    }
  });

  it.each(kinds)('accept rounding errors of half the tolerance, $name', ({ problem, right }) => {
    const random = createRandom(3);
    const rounded = right.map((value, i) => value + 0.5e-5 * random.signed() * errorScales(problem)[i]!);
    for (const seed of seeds)
      expect(checkComparisons(matmul.spotChecks!(problem, rounded, seed)!, 1e-5).correct).toBe(true);
  });

  const scales = new WeakMap<Problem, Float64Array>();
  function errorScales(problem: Problem): Float64Array {
    const known = scales.get(problem) ?? matmul.errorScale(problem);
    scales.set(problem, known);
    return known;
  }

  describe.each(kinds)('on a $name matrix', ({ problem, right }) => {
    it.each(faults)('see %s', (_, spoil) => {
      const wrong = right.slice();
      spoil(wrong);
      for (const seed of seeds) {
        expect(checkComparisons(matmul.spotChecks!(problem, wrong, seed)!, 1e-5).correct).toBe(false);
      }
    });
  });
});
