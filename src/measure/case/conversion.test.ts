import { describe, expect, it } from 'vitest';
import { formats } from '../../catalog.ts';
import type { DenseMatrix, SparseMatrix } from '../../core/problem.ts';
import { converted } from './conversion.ts';

const SPARSE: SparseMatrix = {
  kind: 'sparse',
  rowCount: 2,
  columnCount: 2,
  rowPointers: Uint32Array.of(0, 1, 2),
  columnIndices: Uint32Array.of(1, 0),
  values: Float32Array.of(3, 4),
};
const DENSE: DenseMatrix = { kind: 'dense', rowCount: 1, columnCount: 2, values: Float32Array.of(1, 0) };

/** Moves on by so much at every look. */
function clockOf(callMs: number, stepNs: number) {
  let ms = 0;
  return { now: () => (ms += callMs), stepNs };
}

const conversionNs = (id: string, a: SparseMatrix | DenseMatrix, callMs = 2, stepNs = 1000) =>
  converted(formats.get(id)!, a, clockOf(callMs, stepNs)).conversionNs;

describe('converting a matrix', () => {
  it('is timed by the clock of the host, once', () => {
    expect(conversionNs('sell-f32', SPARSE)).toBe(2e6);
    expect(conversionNs('dense-f32', SPARSE)).toBe(2e6);
    expect(converted(formats.get('sell-f32')!, SPARSE, null).conversionNs).toBeNull();
  });

  it('costs nothing as CSR, which is the matrix as it was, and is not from compressed rows where it was dense', () => {
    expect(conversionNs('csr-f32', SPARSE)).toBeNull();
    expect(conversionNs('sell-f32', DENSE)).toBeNull();
  });

  it('is not known under twenty steps of the clock', () => {
    expect(conversionNs('sell-f32', SPARSE, 2, 1e5)).toBe(2e6);
    expect(conversionNs('sell-f32', SPARSE, 1.9, 1e5)).toBeNull();
    expect(conversionNs('sell-f32', SPARSE, 0, 0)).toBeNull();
  });
});
