import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MEMORY_SHARES, RESIDENT_SETS_BYTES } from '../../core/dilution.ts';
import { slabBlocks, sourceRow } from './row-blocks.ts';

const slab = fc.record({
  rowCount: fc.integer({ min: 1, max: 5000 }),
  rowBytes: fc.integer({ min: 4, max: 100_000 }),
});
const rowsOf = ({ rowCount }: { rowCount: number }) => Array.from({ length: rowCount }, (_, row) => row);
const rowsPerWorkgroup = fc.constantFrom(1, 2, 4, 64, 256);

describe('blocks of rows', () => {
  it('read their own rows at share 1', () => {
    const blocks = slabBlocks({ rowCount: 1000, rowBytes: 404 }, 64, { memoryShare: 1 });
    for (const row of [0, 1, 63, 64, 999]) expect(sourceRow(row, blocks)).toBe(row);
  });

  it('always find a row of the slab, at the same place in its block', () => {
    fc.assert(
      fc.property(slab, rowsPerWorkgroup, fc.constantFrom(...MEMORY_SHARES), (size, rows, share) => {
        const blocks = slabBlocks(size, rows, { memoryShare: share });
        const strays = rowsOf(size).filter(row => {
          const source = sourceRow(row, blocks);
          return source >= size.rowCount || (source - row) % 2 ** blocks.shift !== 0;
        });
        expect(strays).toEqual([]);
      }),
    );
  });

  it('at share 0 touch no more than the resident set, unless one row is more', () => {
    fc.assert(
      fc.property(
        slab,
        rowsPerWorkgroup,
        fc.constantFrom(...RESIDENT_SETS_BYTES),
        (size, rows, residentBytes) => {
          const blocks = slabBlocks(size, rows, { memoryShare: 0, residentBytes });
          const residentRows = blocks.residentBlocks * 2 ** blocks.shift;
          expect(residentRows * size.rowBytes <= residentBytes || residentRows === 1).toBe(true);
          expect(rowsOf(size).filter(row => sourceRow(row, blocks) >= residentRows)).toEqual([]);
        },
      ),
    );
  });
});
