import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LADDER_PERIOD } from '../core/problem.ts';
import { probeProblem } from '../testing/problems.ts';
import { CHUNK_WORDS } from './chunks.ts';
import ladder from './ladder.operation.ts';

const problemOf = (values: readonly number[], multiplyAdds: number) =>
  probeProblem(Float32Array.from(values), { multiplyAdds });

describe('ladder', () => {
  it('adds up the square of the last z of every word', () => {
    // c = 1: 1, 0, −1 …; c = 0.9375: 0.9375, −0.05859375 …
    expect([...ladder.reference(problemOf([1, 1], 1))]).toEqual([2]);
    expect([...ladder.reference(problemOf([1, 1], 2))]).toEqual([0]);
    expect([...ladder.reference(problemOf([1, 1], 3))]).toEqual([2]);
    expect([...ladder.reference(problemOf([0.9375], 1))]).toEqual([0.9375 ** 2]);
    expect([...ladder.reference(problemOf([0.9375], 2))]).toEqual([0.05859375 ** 2]);
  });

  it('gives what the plain loop gives, however many steps', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 199 }), fc.integer({ min: 1, max: 1500 }), (place, count) => {
        const c = Math.fround(0.9 + place / 1000);
        let z = c;
        for (let i = 1; i < count; i++) z = z * z - c;
        expect(ladder.reference(problemOf([c], count))[0]).toBeCloseTo(z * z, 8);
        expect(Math.abs(z)).toBeLessThan(1.2);
      }),
    );
  });

  it('goes once through words that repeat, and through all where one does not', () => {
    const words = Float32Array.from(
      { length: 2 * LADDER_PERIOD },
      (_, i) => 0.9 + (i % LADDER_PERIOD) * 1e-7,
    );
    const sums = ladder.reference(probeProblem(words, { multiplyAdds: 1 }));
    const chunks = LADDER_PERIOD / CHUNK_WORDS;
    expect([...sums.subarray(chunks)]).toEqual([...sums.subarray(0, chunks)]);
    expect(sums[1]).toBeGreaterThan(sums[0]!);
    words[words.length - 1] = 1;
    const other = ladder.reference(probeProblem(words, { multiplyAdds: 1 }));
    expect(other[2 * chunks - 1]! - sums[2 * chunks - 1]!).toBeCloseTo(
      1 - Math.fround(words[LADDER_PERIOD - 1]!) ** 2,
    );
  });

  it('counts the same bytes for any number of steps, and two FLOPs a step', () => {
    const words = new Array<number>(CHUNK_WORDS + 1).fill(1);
    expect(ladder.outputLength(problemOf(words, 5))).toBe(2);
    expect(ladder.usefulFlops(problemOf(words, 5))).toBe(2 * 5 * words.length);
    for (const steps of [1, 1024]) {
      expect(ladder.compulsoryBytes(problemOf(words, steps), 4 * words.length)).toBe(4 * words.length + 8);
    }
    expect([...ladder.errorScale(problemOf(words, 5))]).toEqual([CHUNK_WORDS, 1]);
  });
});
