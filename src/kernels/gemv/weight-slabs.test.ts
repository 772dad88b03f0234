import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formats } from '../../catalog.ts';
import { isKept, MEMORY_SHARES, RESIDENT_SET_BYTES } from '../../core/dilution.ts';
import type { Launch } from '../../core/kernel.ts';
import { paddedColumns } from '../../formats/row-packing.ts';
import { DEFAULT_LIMITS } from '../../testing/limits.ts';
import { dense, problemOf } from '../../testing/matrices.ts';
import { launchOn } from '../../testing/tiny-cases.ts';
import f16 from './f16.kernel.ts';
import i4 from './i4.kernel.ts';
import i8 from './i8.kernel.ts';

/** Bytes of the padded row of a 5 × 70 matrix, by hand: 72 f16; 128 codes and 2 scales. */
const KERNELS = [
  { kernel: f16, rowBytes: 144, scaleBytes: 0, padded: 72 },
  { kernel: i8, rowBytes: 128, scaleBytes: 8, padded: 128 },
  { kernel: i4, rowBytes: 64, scaleBytes: 8, padded: 128 },
];

function dataOf(launch: Launch, name: string) {
  return launch.resources.find(resource => resource.name === name)!.data!;
}

describe.each(KERNELS)('$kernel.id', ({ kernel, rowBytes, scaleBytes, padded }) => {
  const packing = { 'gemv/f16': 8, 'gemv/i8': 64, 'gemv/i4': 64 }[kernel.id]!;

  it('cuts values and scales at the same rows, as views of the encoding', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: 200 }), (m, n) => {
        const problem = problemOf(dense(m, n));
        const columns = paddedColumns(n, { valuesPerWord: 1, columnMultiple: packing, groupColumns: null });
        const limits = { ...DEFAULT_LIMITS, maxStorageBufferBindingSize: Math.max(4 * m, 4 * columns) };
        const launch = launchOn(kernel, problem, { limits });
        const { arrays } = formats.get(kernel.format)!.encode(problem.a);
        const joined = (name: string) =>
          launch.resources.filter(r => r.name.startsWith(`${name}.`)).flatMap(r => [...r.data!]);
        expect(joined('a')).toEqual([...arrays.values!]);
        expect(joined('scales')).toEqual([...(arrays.scales ?? [])]);
        const rows = launch.stages.map(({ bindings }) => dataOf(launch, bindings[3]!)[0]!);
        expect(rows.reduce((sum, count) => sum + count, 0)).toBe(m);
        for (const [i, { bindings }] of launch.stages.entries()) {
          const perRow = (arrays.scales?.length ?? 0) / m;
          if (perRow > 0) expect(dataOf(launch, bindings[4]!).length).toBe(rows[i]! * perRow);
        }
      }),
      { numRuns: 50 },
    );
  });

  it('counts the work of a tiny case as by hand', () => {
    const { work, resources } = launchOn(kernel, problemOf(dense(5, 70)), { tunables: { rowsPerGroup: 4 } });
    expect(resources.find(({ name }) => name === 'x')!.data!.length).toBe(padded);
    expect(work.usefulFlops).toBe(2 * 5 * 70);
    expect(work.executedFlops).toBe(2 * 5 * padded);
    expect(work.modelledBytes).toBe(5 * (rowBytes + scaleBytes) + 4 * (2 * padded + 5));
    const stored = { 'gemv/f16': 140, 'gemv/i8': 70 + 8, 'gemv/i4': 35 + 8 }[kernel.id]!;
    expect(work.compulsoryBytes).toBe(5 * stored + 4 * (70 + 5));
  });

  it('says which row each output reads, in a resident set of bounded bytes', () => {
    const problem = problemOf(dense(640, 1024));
    for (const memoryShare of MEMORY_SHARES.slice(1)) {
      const launch = launchOn(kernel, problem, { memoryShare, tunables: { rowsPerGroup: 4 } });
      const [, , , , quarters, resident] = dataOf(launch, launch.stages[0]!.bindings[3]!);
      const row = (1024 * { 'gemv/f16': 16, 'gemv/i8': 8, 'gemv/i4': 4 }[kernel.id]!) / 8;
      const scales = kernel === f16 ? 0 : 64;
      expect(resident).toBe(Math.floor(RESIDENT_SET_BYTES / (row + scales)));
      for (let i = 0; i < 640; i++) {
        expect(launch.expectedIndex!(i)).toBe(isKept(i >> 2, quarters!) ? i : i % resident!);
      }
    }
  });

  it('says why it cannot run', () => {
    const limits = { ...DEFAULT_LIMITS, maxStorageBufferBindingSize: 256 };
    expect(kernel.supports(problemOf(dense(3, 64)), limits)).toBe(true);
    expect(kernel.supports(problemOf(dense(3, 65)), limits)).toMatch(/^x takes \d+ B, but maxStorage/);
    expect(kernel.supports(problemOf(dense(65, 3)), limits)).toMatch(/^y takes 260 B, but maxStorage/);
    expect(kernel.supports(problemOf(dense(3, 3), 2), limits)).toMatch(/one right-hand side, there are 2/);
  });
});
