import { describe, expect, it } from 'vitest';
import { problemFromMatrix } from '../problems/generate.ts';
import { entriesAsStored, entriesByValue, factsOf, type Matrix } from './problem.ts';

/** 6,505 of 65,536 elements are not zero. */
function prunedArray(): Matrix {
  const values = new Float32Array(65_536);
  for (let i = 0; i < 6505; i++) values[10 * i] = i + 1;
  return { kind: 'dense', rowCount: 256, columnCount: 256, values };
}

/** [0 5 ·; 0 · ·], its zeros stored. */
const STATED_ZEROS: Matrix = {
  kind: 'sparse',
  rowCount: 2,
  columnCount: 3,
  rowPointers: Uint32Array.of(0, 2, 3),
  columnIndices: Uint32Array.of(0, 1, 0),
  values: Float32Array.of(0, 5, 0),
};

function facts(a: Matrix) {
  return factsOf(problemFromMatrix({ generator: 'file', params: {}, seed: 1 }, 'a.mtx', a, 1));
}

describe('the facts of a matrix from a file', () => {
  it('count as nonzeros what is not zero, of an array too', () => {
    const { nnz, storedEntries, density, rowStats } = facts(prunedArray());
    expect({ nnz, storedEntries }).toEqual({ nnz: 6505, storedEntries: 65_536 });
    expect(density).toBeCloseTo(0.09926, 5);
    expect(rowStats.max).toBe(26);
    expect(rowStats.mean).toBe(6505 / 256);
  });

  it('keep apart the nonzeros and the stored entries of a sparse one', () => {
    expect(facts(STATED_ZEROS)).toMatchObject({
      nnz: 1,
      storedEntries: 3,
      density: 1 / 6,
      rowStats: { min: 0, mean: 0.5, max: 1, empty: 1 },
    });
  });

  it('name no stored entries where all are nonzero', () => {
    expect(facts({ ...STATED_ZEROS, values: Float32Array.of(1, 5, 2) })).not.toHaveProperty('storedEntries');
  });
});

describe('entries', () => {
  it('of a generated matrix are as its pattern has them, whatever values were drawn', () => {
    expect(entriesAsStored(STATED_ZEROS)).toEqual({
      nnz: 3,
      storedEntries: 3,
      rowStats: { min: 1, mean: 1.5, max: 2, empty: 0 },
    });
    expect(entriesAsStored(prunedArray())).toMatchObject({ nnz: 65_536, storedEntries: 65_536 });
  });

  it('of a matrix without rows are none', () => {
    const none: Matrix = { kind: 'dense', rowCount: 0, columnCount: 3, values: new Float32Array(0) };
    expect(entriesByValue(none)).toEqual({
      nnz: 0,
      storedEntries: 0,
      rowStats: { min: 0, mean: 0, max: 0, empty: 0 },
    });
  });
});
