import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import format from '../formats/dense.format.ts';
import { dense } from '../testing/matrices.ts';
import { denseRowSlabs, fitsBinding, rowsPerBinding } from './row-slabs.ts';
import { given, uniform } from './uniform.ts';

const LIMITS = { maxStorageBufferBindingSize: 1000, maxBufferSize: 4000 };

describe('slabs of rows', () => {
  it('cover every row once and in order, as views of the same memory', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 40 }),
        fc.integer({ min: 1, max: 9 }),
        fc.integer({ min: 1, max: 50 }),
        (m, n, size) => {
          const encoded = format.encode(dense(m, n));
          const slabs = denseRowSlabs(encoded, size);
          const joined = slabs.flatMap(({ resource }) => [...resource.data!]);
          expect(joined).toEqual([...encoded.arrays.values!]);
          expect(slabs.every(({ resource }) => resource.data!.buffer === encoded.arrays.values!.buffer)).toBe(
            true,
          );
          expect(slabs.every(({ rowCount }) => rowCount >= 1 && rowCount <= size)).toBe(true);
          expect(slabs.map(slab => slab.firstRow)).toEqual(slabs.map((_, i) => i * size));
        },
      ),
    );
  });

  it('hold as many rows as the smaller of the two limits allows', () => {
    expect(rowsPerBinding(96, LIMITS)).toBe(10);
    expect(rowsPerBinding(96, LIMITS, 4)).toBe(8);
    expect(rowsPerBinding(96, { maxStorageBufferBindingSize: 1000, maxBufferSize: 200 })).toBe(2);
  });

  it('name the limit, what is there and what is needed where an array does not fit', () => {
    expect(fitsBinding({ x: 1000, y: 8 }, LIMITS)).toBe(true);
    expect(fitsBinding({ x: 8, y: 2048 }, LIMITS)).toBe(
      'y takes 2 KiB, but maxStorageBufferBindingSize is 1000 B',
    );
    const small = { maxStorageBufferBindingSize: 1000, maxBufferSize: 512 };
    expect(fitsBinding({ x: 1000 }, small)).toBe('x takes 1000 B, but maxBufferSize is 512 B');
  });
});

describe('a uniform', () => {
  it('is padded to whole rows of four words', () => {
    expect(uniform('p', [1, 2, 3, 4, 5])).toEqual({
      name: 'p',
      role: 'uniform',
      data: Uint32Array.of(1, 2, 3, 4, 5, 0, 0, 0),
      byteLength: 32,
      givenWords: [],
    });
  });

  it('says which words are given and not its own', () => {
    const { data, givenWords } = uniform('p', [...given(7, 8), 5, ...given(9)]);
    expect([data, givenWords]).toEqual([Uint32Array.of(7, 8, 5, 9), [0, 1, 3]]);
  });

  it.each([-1, 0.5, 2 ** 32, Number.NaN])('refuses %d', word => {
    expect(() => uniform('p', [word])).toThrow(/no u32/);
  });
});
