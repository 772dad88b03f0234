import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ProblemSpec, SparseMatrix } from '../../core/problem.ts';
import { makeProblem } from '../generate.ts';
import { whyNotCanonical } from '../testing.ts';
import connectome from './connectome.problem.ts';

function make(params: ProblemSpec['params'], seed = 1) {
  const problem = makeProblem(connectome, { generator: 'connectome', params, seed });
  return { ...problem, a: problem.a as SparseMatrix };
}

function columnLengths({ columnIndices, columnCount }: SparseMatrix): Uint32Array {
  const lengths = new Uint32Array(columnCount);
  for (const column of columnIndices) lengths[column]!++;
  return lengths;
}

const rowLengths = ({ rowPointers }: SparseMatrix) =>
  rowPointers.subarray(1).map((end, row) => end - rowPointers[row]!);

function shareWithin({ rowPointers, columnIndices, rowCount }: SparseMatrix, distance: number): number {
  let near = 0;
  for (let row = 0; row < rowCount; row++) {
    for (const column of columnIndices.subarray(rowPointers[row], rowPointers[row + 1])) {
      if (Math.abs(column - row) <= distance) near++;
    }
  }
  return near / columnIndices.length;
}

function describeLengths(lengths: Uint32Array) {
  const ranked = lengths.toSorted();
  const mean = lengths.reduce((sum, length) => sum + length) / lengths.length;
  const variance = lengths.reduce((sum, length) => sum + (length - mean) ** 2, 0) / lengths.length;
  return {
    empty: lengths.filter(length => length === 0).length,
    median: ranked[lengths.length >> 1]!,
    ninetieth: ranked[Math.floor(lengths.length * 0.9)]!,
    longest: ranked.at(-1)!,
    variation: Math.sqrt(variance) / mean,
  };
}

/** Counted in drosophila_larva.mtx: Winding et al., Science 379 (2023), from neurodata/bilateral-connectome. */
const LARVA = {
  neurons: 3554,
  pairs: 119_010,
  rows: { empty: 84, median: 26, ninetieth: 72, longest: 210, variation: 0.861 },
  columns: { empty: 173, median: 27, ninetieth: 72, longest: 162, variation: 0.828 },
  /** Share of pairs at most so many indices from the diagonal. */
  within: { 4: 0.0154, 16: 0.0296, 64: 0.0669, 512: 0.3247 },
  synapses: { mean: 3.16, one: 0.473, over21: 0.009, most: 121 },
};

describe('a connectome of the size of a fly larva', () => {
  const { neurons, pairs } = LARVA;
  const { a, nnz } = make({ m: neurons, n: neurons, mean: pairs / neurons });

  it('has as many pairs', () => {
    expect(nnz).toBe(pairs);
  });

  it.each([
    ['rows', rowLengths(a), LARVA.rows],
    ['columns', columnLengths(a), LARVA.columns],
  ])('has %s as uneven, the longest up to twice as long', (_, lengths, larva) => {
    const made = describeLengths(lengths);
    expect(made.empty).toBe(larva.empty);
    expect(Math.abs(made.median / larva.median - 1)).toBeLessThan(0.1);
    expect(Math.abs(made.ninetieth / larva.ninetieth - 1)).toBeLessThan(0.15);
    expect(Math.abs(made.variation / larva.variation - 1)).toBeLessThan(0.1);
    expect(made.longest).toBeGreaterThan(larva.longest);
    expect(made.longest).toBeLessThan(2 * larva.longest);
  });

  it('has as many pairs near the diagonal', () => {
    for (const [distance, share] of Object.entries(LARVA.within)) {
      expect(Math.abs(shareWithin(a, Number(distance)) / share - 1), distance).toBeLessThan(0.12);
    }
  });

  it('has whole numbers of synapses, as many a pair', () => {
    const synapses = a.values.map(value => Math.abs(value) * 128);
    const share = (holds: (count: number) => boolean) => synapses.filter(holds).length / pairs;
    expect(synapses.every(count => Number.isInteger(count) && count > 0 && count < 128)).toBe(true);
    expect(synapses.reduce((sum, count) => sum + count) / pairs).toBeCloseTo(LARVA.synapses.mean, 1);
    expect(share(count => count === 1)).toBeCloseTo(LARVA.synapses.one, 2);
    expect(Math.abs(share(count => count > 21) - LARVA.synapses.over21)).toBeLessThan(0.005);
  });

  it('has one sign a column, 30 % of them negative', () => {
    const signs = new Map<number, number>();
    a.columnIndices.forEach((column, i) => {
      const sign = Math.sign(a.values[i]!);
      expect(signs.get(column) ?? sign).toBe(sign);
      signs.set(column, sign);
    });
    const negative = [...signs.values()].filter(sign => sign < 0).length;
    expect(Math.abs(negative / signs.size - 0.3)).toBeLessThan(0.04);
  });
});

describe('connectome', () => {
  it('is the same from the same seed only', () => {
    const params = { m: 200, n: 200, mean: 9 };
    expect(make(params).a).toEqual(make(params).a);
    expect(make(params, 2).a.columnIndices).not.toEqual(make(params).a.columnIndices);
    expect(make(params, 2).a.values).not.toEqual(make(params).a.values);
  });

  it('has hubs where spread is wide, and even rows where it is 0', () => {
    const longest = (spread: number) => make({ m: 2000, n: 2000, mean: 20, spread }).rowStats.max;
    expect(longest(0)).toBeLessThanOrEqual(21);
    expect(longest(1)).toBeGreaterThan(200);
  });

  it('stays off the diagonal at locality 0, and follows it at 1 where it is not square', () => {
    const nearest = (locality: number) => shareWithin(make({ m: 1000, n: 1000, mean: 10, locality }).a, 16);
    expect(nearest(0)).toBeLessThan(0.05);
    expect(nearest(1)).toBeGreaterThan(0.4);
    const { a } = make({ m: 1000, n: 4000, mean: 4, locality: 1 });
    let near = 0;
    for (let row = 0; row < 1000; row++) {
      for (let i = a.rowPointers[row]!; i < a.rowPointers[row + 1]!; i++) {
        if (Math.abs(a.columnIndices[i]! - 4 * row) < 64) near++;
      }
    }
    expect(near / a.values.length).toBeGreaterThan(0.4);
  });

  it('fills rows to the last column where the mean asks for it', () => {
    const { nnz, rowStats } = make({ m: 300, n: 100, mean: 100, spread: 2 });
    expect(nnz).toBe(30_000);
    expect([rowStats.min, rowStats.max, rowStats.empty]).toEqual([100, 100, 0]);
    expect(make({ m: 300, n: 100, mean: 99 }).nnz).toBe(29_700);
    expect(make({ m: 300, n: 100, mean: 0 }).nnz).toBe(0);
  });

  it('is canonical, holds no zeros and has the mean asked for, whatever is allowed', () => {
    const portion = fc.double({ min: 0, max: 1, noNaN: true });
    const side = fc.integer({ min: 1, max: 130 });
    fc.assert(
      fc.property(side, side, portion, portion, portion, (m, n, part, spread, locality) => {
        const { a, nnz } = make({ m, n, mean: n * part, spread: 2 * spread, locality });
        expect(whyNotCanonical(a)).toBeNull();
        expect(a.values.every(value => value !== 0 && Math.abs(value) < 1)).toBe(true);
        expect(Math.abs(nnz - Math.round(m * n * part))).toBeLessThanOrEqual(1);
      }),
      { numRuns: 200 },
    );
  });
});
