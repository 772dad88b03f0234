import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Launch } from '../../core/kernel.ts';
import matmul from '../../operations/matmul.operation.ts';
import { DEFAULT_LIMITS } from '../../testing/limits.ts';
import { dense, problemOf } from '../../testing/matrices.ts';
import { launchOn, tunableCombinations } from '../../testing/tiny-cases.ts';
import { columnPasses } from './column-passes.ts';
import kernel from './columns.kernel.ts';

function dataOf(launch: Launch, name: string) {
  return launch.resources.find(resource => resource.name === name)!.data!;
}

/** What the stages compute, in f64 from their own buffers and parameters. */
function modelled(launch: Launch): number[] {
  const outputs = launch.resources.filter(({ role }) => role === 'output');
  const results = new Map(
    outputs.map(({ name, byteLength }) => [name, new Array<number>(byteLength / 4).fill(NaN)]),
  );
  for (const { bindings } of launch.stages) {
    const [a, b, params] = [bindings[0]!, bindings[1]!, bindings[3]!].map(name => dataOf(launch, name));
    const [rowCount, quads, , columnCount, firstColumn, stride] = params!;
    const depth = 4 * quads!;
    const c = results.get(bindings[2]!)!;
    for (let i = 0; i < rowCount!; i++) {
      for (let j = 0; j < columnCount!; j++) {
        let sum = 0;
        for (let k = 0; k < depth; k++) sum += a![i * depth + k]! * b![j * depth + k]!;
        c[i * stride! + firstColumn! + j] = sum;
      }
    }
  }
  return [...results.values()].flat();
}

describe('gemm/columns', () => {
  it('adds up to the whole product, however it is cut', () => {
    const size = fc.integer({ min: 1, max: 20 });
    fc.assert(
      fc.property(
        size,
        size,
        fc.integer({ min: 1, max: 80 }),
        fc.constantFrom(400, 1000, 2 ** 20),
        (m, k, n, bytes) => {
          const limits = { ...DEFAULT_LIMITS, maxStorageBufferBindingSize: bytes };
          const problem = problemOf(dense(m, k), n);
          const result = modelled(launchOn(kernel, problem, { limits }));
          const expected = matmul.reference(problem);
          expect(result.length).toBe(m * n);
          for (const [i, value] of result.entries()) expect(value).toBeCloseTo(expected[i]!, 5);
        },
      ),
      { numRuns: 50 },
    );
  });

  it('reads A once up to 32 columns, with whole lanes and no more sums than registers', () => {
    for (const tunables of tunableCombinations(kernel)) {
      for (let n = 1; n <= 100; n++) {
        const passes = columnPasses(n, 400, tunables, DEFAULT_LIMITS);
        const { passCount, columnsPerPass, columnsPerThread, groups } = passes;
        if (n <= 32) expect(passCount).toBe(1);
        expect(passCount * columnsPerPass).toBeGreaterThanOrEqual(n);
        expect((passCount - 1) * columnsPerPass).toBeLessThan(n);
        expect(groups * columnsPerThread).toBeGreaterThanOrEqual(columnsPerPass);
        expect([1, 2, 4, 8]).toContain(groups);
        expect(columnsPerThread * tunables.rowsPerGroup!).toBeLessThanOrEqual(32);
      }
    }
  });

  it('multiplies no columns that are not there, where they are no more than a thread takes', () => {
    for (const n of [1, 2, 3, 5, 8]) {
      const { work } = launchOn(kernel, problemOf(dense(8, 16), n), { tunables: { rowsPerGroup: 4 } });
      expect(work.executedFlops).toBe(work.usefulFlops);
    }
  });

  it('counts the work of a tiny case as by hand', () => {
    const tunables = { rowsPerGroup: 4, columnsPerThread: 4 };
    const { work, specialize } = launchOn(kernel, problemOf(dense(5, 6), 9), { tunables });
    // 9 columns in 4 groups of 3; 2 blocks of 4 rows; rows of 8.
    expect(specialize).toEqual({ GROUPS: '4u', ROWS: '4u', COLUMNS: '3u' });
    expect(work.usefulFlops).toBe(2 * 5 * 6 * 9);
    expect(work.executedFlops).toBe(2 * 8 * 8 * 12);
    expect(work.compulsoryBytes).toBe(4 * (5 * 6 + 6 * 9 + 5 * 9));
    expect(work.modelledBytes).toBe(4 * (5 * 8 + 2 * 8 * 9 + 5 * 9));
  });

  it('says why it cannot run', () => {
    const limits = { ...DEFAULT_LIMITS, maxStorageBufferBindingSize: 256 };
    expect(kernel.supports(problemOf(dense(100, 64), 64), limits)).toBe(true);
    expect(kernel.supports(problemOf(dense(3, 65), 2), limits)).toMatch(/^a row of A takes 272 B, but maxSt/);
    expect(kernel.supports(problemOf(dense(3, 2), 65), limits)).toMatch(/^a row of C takes 260 B, but maxSt/);
  });
});
