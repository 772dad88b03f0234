import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkComparisons } from './check.ts';

function comparison(actual: readonly number[], expected: readonly number[], scale: readonly number[]) {
  return { method: 'every element', actual, expected, scale };
}

describe('checking an output', () => {
  it('accepts errors within tolerance times scale and no more', () => {
    expect(checkComparisons([comparison([1.009], [1], [1])], 0.01).correct).toBe(true);
    expect(checkComparisons([comparison([1.011], [1], [1])], 0.01).correct).toBe(false);
    expect(checkComparisons([comparison([1.019], [1], [2])], 0.01).correct).toBe(true);
  });

  it('sees one wrong element wherever it is, NaN and infinity included', () => {
    const wrongs = fc.constantFrom(Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 1e30, 0.5);
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 40 }), fc.nat(), wrongs, (length, place, wrong) => {
        const expected = Array.from({ length }, (_, i) => i + 1);
        const actual = expected.map((value, i) => (i === place % length ? wrong : value));
        const checked = checkComparisons([comparison(actual, expected, expected)], 1e-5);
        expect(checked.correct).toBe(wrong === expected[place % length]);
        expect(JSON.parse(JSON.stringify(checked)).worstRatio).toBe(checked.worstRatio);
        if (!checked.correct) expect(checked.worst).toContain(`element ${place % length} `);
      }),
    );
  });

  it('demands equality where the scale is zero', () => {
    expect(checkComparisons([comparison([0], [0], [0])], 1e-5).correct).toBe(true);
    expect(checkComparisons([comparison([1e-30], [0], [0])], 1e-5).correct).toBe(false);
  });

  it('names every method and counts all elements', () => {
    const both = checkComparisons(
      [comparison([1], [1], [1]), { ...comparison([2, 2], [2, 2], [1, 1]), method: 'Freivalds' }],
      1e-5,
    );
    expect(both).toMatchObject({ method: 'every element, Freivalds', elementCount: 3, correct: true });
  });

  it('allows what flushing may change, where the tolerance alone does not, and asks for it only there', () => {
    let asked = 0;
    const flushing = () => {
      asked++;
      return [3e-38, 3e-38];
    };
    const check = (actual: readonly number[]) =>
      checkComparisons([{ ...comparison(actual, [1e-38, 0], [1e-38, 0]), flushing }], 1e-5);
    expect(check([1e-38, 0]).correct).toBe(true);
    expect(asked).toBe(0);
    expect(check([0, 1e-38])).toMatchObject({ correct: true });
    expect(asked).toBe(1);
    expect(check([0, 4e-38]).correct).toBe(false);
  });

  it('does not blame a kernel where the terms leave the range of f32, and does where they do not', () => {
    const terms = [1e39, 1];
    expect(checkComparisons([comparison([Number.NaN, 1], [1, 1], terms)], 1e-5)).toMatchObject({
      correct: true,
      beyondRange: expect.stringMatching(/leave the range of f32.*element 0 has terms of 1\.00e\+39/),
    });
    expect(checkComparisons([comparison([Number.NaN, 2], [1, 1], terms)], 1e-5).correct).toBe(false);
    expect(checkComparisons([comparison([1, 1], [1, 1], terms)], 1e-5)).toMatchObject({
      correct: true,
      beyondRange: null,
    });
  });
});
