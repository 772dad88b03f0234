import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import csr from '../../formats/csr.format.ts';
import { DEFAULT_LIMITS } from '../../testing/limits.ts';
import { rowsOfLength } from '../../testing/problems.ts';
import { blockStarts } from './csr-adaptive.kernel.ts';
import { csrSlabs } from './csr-slabs.ts';

const MOST = { rows: 4, elements: 10 };

function startsOf(lengths: readonly number[]): number[] {
  const [slab] = csrSlabs(csr.encode(rowsOfLength(lengths, 64)), DEFAULT_LIMITS);
  return [...blockStarts(slab!, MOST)];
}

describe('blocks of rows', () => {
  it('hold as many rows as fit, and a longer row alone', () => {
    expect(startsOf([5, 5, 1, 30, 0, 0, 0, 0, 0, 2])).toEqual([0, 2, 3, 4, 8, 10]);
  });

  it('cover all rows, each block within both limits unless it is one row', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(14), { minLength: 1, maxLength: 50 }), lengths => {
        const starts = startsOf(lengths);
        expect(starts[0]).toBe(0);
        expect(starts.at(-1)).toBe(lengths.length);
        for (const [block, end] of starts.slice(1).entries()) {
          const rows = lengths.slice(starts[block], end);
          expect(rows.length).toBeGreaterThan(0);
          const elements = rows.reduce((sum, length) => sum + length, 0);
          expect(rows.length === 1 || (rows.length <= MOST.rows && elements <= MOST.elements)).toBe(true);
        }
      }),
    );
  });
});
