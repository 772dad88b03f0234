import { describe, expect, it } from 'vitest';
import { DEFAULT_LIMITS } from '../../testing/limits.ts';
import { named } from '../../testing/matrices.ts';
import { rowsOfLength } from '../../testing/problems.ts';
import { columnSlabs, joinedColumns, rhsOf, spmmFits } from './column-slabs.ts';
import { columnsRun, rowsPerWorkgroup, tileShape, tilesOf } from './column-tiles.ts';

const PROBLEM = named('3 × 5', rowsOfLength([1, 0, 2], 5), 7);

describe('slabs of columns', () => {
  it('are one where B and C fit a binding', () => {
    expect(columnSlabs(PROBLEM, DEFAULT_LIMITS)).toEqual([{ firstColumn: 0, columnCount: 7, quadCount: 2 }]);
  });

  it('are whole vec4s where they do not, and give back B and C', () => {
    const slabs = columnSlabs(PROBLEM, { ...DEFAULT_LIMITS, maxStorageBufferBindingSize: 100 });
    expect(slabs).toEqual([
      { firstColumn: 0, columnCount: 4, quadCount: 1 },
      { firstColumn: 4, columnCount: 3, quadCount: 1 },
    ]);
    const raw = Float32Array.from(slabs.flatMap(slab => [...rhsOf(PROBLEM, slab)]));
    expect(raw).toHaveLength(2 * 5 * 4);
    expect(joinedColumns(raw, 5, slabs)).toEqual(PROBLEM.rhs);
  });

  it('share B where it needs no padding', () => {
    const problem = named('3 × 5', rowsOfLength([1, 0, 2], 5), 8);
    const [whole] = columnSlabs(problem, DEFAULT_LIMITS);
    expect(rhsOf(problem, whole!)).toBe(problem.rhs);
  });

  it('cannot be cut below four columns', () => {
    const limits = { ...DEFAULT_LIMITS, maxStorageBufferBindingSize: 64 };
    expect(spmmFits(PROBLEM, limits, {}, 1)).toMatch(/^four columns of B takes 80 B, but max/);
    expect(spmmFits(named('none', PROBLEM.a, 0), DEFAULT_LIMITS, {}, 1)).toMatch(/there are 0$/);
  });
});

describe('tiles of columns', () => {
  const tunables = { workgroupSize: 128, columnThreads: 16, quadsPerThread: 1, lanesPerRow: 0 };
  const columns = (quadCount: number) => [{ firstColumn: 0, columnCount: 4 * quadCount, quadCount }];

  it('have no more threads across than there are vec4s, and lanes where rows are long', () => {
    expect(tileShape(columns(1), 400, tunables)).toMatchObject({ columnThreads: 1, lanesPerRow: 32 });
    expect(tileShape(columns(1), 12, tunables)).toMatchObject({ columnThreads: 1, lanesPerRow: 1 });
    expect(tileShape(columns(3), 400, tunables)).toMatchObject({ columnThreads: 4, lanesPerRow: 8 });
    expect(tileShape(columns(128), 400, tunables)).toMatchObject({ columnThreads: 16, lanesPerRow: 2 });
  });

  it('share a workgroup out among rows, lanes and columns', () => {
    const shape = tileShape(columns(128), 400, { ...tunables, quadsPerThread: 4, lanesPerRow: 4 });
    expect(rowsPerWorkgroup(shape)).toBe(2);
    expect(tilesOf(columns(128)[0]!, shape)).toBe(2);
    expect(columnsRun(columns(128), shape)).toBe(512);
  });

  it('count the columns that threads repeat past the last', () => {
    const shape = { workgroupSize: 64, columnThreads: 8, quadsPerThread: 2, lanesPerRow: 1 };
    // A tile of 16 vec4s; of the 3 left, three threads have two each.
    expect(columnsRun(columns(19), shape)).toBe(4 * (16 + 6));
  });
});
