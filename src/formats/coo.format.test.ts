import { describe, expect, it } from 'vitest';
import { rowsOfLength } from '../testing/problems.ts';
import coo from './coo.format.ts';

describe('COO', () => {
  it('names the row of every entry, and shares the other arrays of CSR', () => {
    const a = rowsOfLength([1, 0, 3], 8);
    const { arrays } = coo.encode(a);
    expect([...arrays.rows!]).toEqual([0, 2, 2, 2]);
    expect(arrays.columns).toBe(a.columnIndices);
    expect(arrays.values).toBe(a.values);
  });
});
