import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { SparseMatrix } from '../core/problem.ts';
import { canonicalMatrix, sortedRows } from './triplets.ts';

it('rows of any length are sorted, and entries of one column stay in order', () => {
  const columns = fc.array(fc.nat(40), { minLength: 49, maxLength: 200 });
  fc.assert(
    fc.property(columns, fc.constantFrom(3, 50, 2 ** 22), (row, mostKeyed) => {
      const a: SparseMatrix = {
        kind: 'sparse',
        rowCount: 1,
        columnCount: 41,
        rowPointers: Uint32Array.of(0, row.length),
        columnIndices: Uint32Array.from(row),
        values: Float32Array.from(row, (_, i) => i),
      };
      const expected = row.map((column, i) => [column, i]).sort((p, q) => p[0]! - q[0]!);
      const { columnIndices, values } = sortedRows(a, mostKeyed);
      expect(Array.from(columnIndices, (column, i) => [column, values[i]])).toEqual(expected);
    }),
  );
});

it('repeated entries of a mirrored triangle count once', () => {
  const block = {
    count: 3,
    rows: Uint32Array.of(0, 0, 1),
    columns: Uint32Array.of(2, 2, 1),
    values: Float32Array.of(1, 2, 4),
  };
  const another = { ...block, count: 2, rows: Uint32Array.of(0, 1), columns: Uint32Array.of(2, 1) };
  const triplets = { rowCount: 3, columnCount: 3, blocks: [block, another] };
  const { matrix, repeatedCount } = canonicalMatrix(() => triplets, 'same');
  expect([...matrix.values]).toEqual([4, 6, 4]);
  expect(repeatedCount).toBe(3);
});
