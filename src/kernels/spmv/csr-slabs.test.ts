import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import csr from '../../formats/csr.format.ts';
import { DEFAULT_LIMITS } from '../../testing/limits.ts';
import { matvecProblem, rowsOfLength } from '../../testing/problems.ts';
import { csrFits, csrSlabs } from './csr-slabs.ts';

const limited = (bytes: number) => ({ ...DEFAULT_LIMITS, maxStorageBufferBindingSize: bytes });

describe('slabs of CSR', () => {
  it('are one, without copying, where everything fits', () => {
    const a = rowsOfLength([2, 0, 3], 4);
    const slabs = csrSlabs(csr.encode(a), DEFAULT_LIMITS);
    expect(slabs).toHaveLength(1);
    expect(slabs[0]!.resources.map(({ data }) => data!.buffer)).toEqual([
      a.rowPointers.buffer,
      a.columnIndices.buffer,
      a.values.buffer,
    ]);
  });

  it('hold whole rows, fit the limit, and put together give the matrix', () => {
    const lengths = fc.array(fc.nat(6), { minLength: 1, maxLength: 40 });
    fc.assert(
      fc.property(lengths, fc.integer({ min: 32, max: 200 }), (rowLengths, bytes) => {
        const a = rowsOfLength(rowLengths, 7);
        const slabs = csrSlabs(csr.encode(a), limited(bytes));
        const lengthsBack: number[] = [];
        const valuesBack: number[] = [];
        for (const { firstRow, rowCount, resources } of slabs) {
          const [pointers, columns, values] = resources;
          expect(firstRow).toBe(lengthsBack.length);
          expect(pointers.data![0]).toBe(0);
          expect(columns.data!.length).toBe(values.data!.length);
          for (const { byteLength } of resources) expect(byteLength).toBeLessThanOrEqual(bytes);
          for (let i = 0; i < rowCount; i++) lengthsBack.push(pointers.data![i + 1]! - pointers.data![i]!);
          valuesBack.push(...values.data!);
        }
        expect(lengthsBack).toEqual(rowLengths);
        expect(valuesBack).toEqual([...a.values]);
      }),
    );
  });

  it('bind a vec4 even where there is no nonzero', () => {
    const [slab] = csrSlabs(csr.encode(rowsOfLength([0, 0], 3)), DEFAULT_LIMITS);
    expect(slab!.resources.map(({ byteLength }) => byteLength)).toEqual([12, 16, 16]);
  });
});

describe('what cannot be cut', () => {
  const problem = matvecProblem('wide', rowsOfLength([10, 1], 30));

  it('is named with its size and the limit', () => {
    expect(csrFits(problem, limited(120), 1)).toBe(true);
    expect(csrFits(problem, limited(119), 1)).toMatch(
      /^x takes 120 B, but maxStorageBufferBindingSize is 119 B/,
    );
    const long = matvecProblem('long', rowsOfLength([10, 1], 10));
    expect(csrFits(long, limited(48), 1)).toBe(true);
    expect(csrFits(long, limited(47), 1)).toMatch(/48 B/);
  });

  it('includes more workgroups than two dimensions hold', () => {
    const limits = { ...DEFAULT_LIMITS, maxComputeWorkgroupsPerDimension: 1 };
    expect(csrFits(problem, limits, 2)).toBe(true);
    expect(csrFits(problem, limits, 1)).toMatch(/^2 workgroups are needed/);
  });
});
