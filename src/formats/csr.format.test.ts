import { describe, expect, it } from 'vitest';
import type { DenseMatrix } from '../core/problem.ts';
import { nastyMatrices } from '../testing/problems.ts';
import csr from './csr.format.ts';

const DENSE: DenseMatrix = {
  kind: 'dense',
  rowCount: 3,
  columnCount: 3,
  values: Float32Array.of(0, 5, 0, 0, 0, 0, 7, 0, -2),
};

describe('CSR', () => {
  it.each(nastyMatrices())('shares the memory of %s and decodes to it', (_, a) => {
    const encoded = csr.encode(a);
    expect(encoded.arrays.values).toBe(a.values);
    expect(csr.decode(encoded)).toEqual(a);
  });

  it('takes the nonzeros of a dense matrix', () => {
    expect(csr.decode(csr.encode(DENSE))).toEqual({
      kind: 'sparse',
      rowCount: 3,
      columnCount: 3,
      rowPointers: Uint32Array.of(0, 1, 1, 3),
      columnIndices: Uint32Array.of(1, 0, 2),
      values: Float32Array.of(5, 7, -2),
    });
  });

  it('stores 8 bytes a nonzero and 4 a row and one', () => {
    expect(csr.storedBytes(DENSE)).toBe(3 * 8 + 4 * 4);
    expect(csr.storedBytes(csr.decode(csr.encode(DENSE)))).toBe(3 * 8 + 4 * 4);
  });
});
