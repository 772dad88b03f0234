import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { probeProblem } from '../testing/problems.ts';
import { CHUNK_WORDS, chunkChecksums, chunkSums } from './chunks.ts';
import copy from './copy.operation.ts';
import dispatch from './dispatch.operation.ts';
import dotI8, { dotOfBytes } from './dot-i8.operation.ts';
import fma, { rotatedEnds } from './fma.operation.ts';
import gather, { LINE_WORDS, linePick, STEP_MULTIPLIER, walkChains } from './gather.operation.ts';
import read from './read.operation.ts';
import write, { patternWord } from './write.operation.ts';

const floats = (words: readonly number[]) => new Float32Array(Uint32Array.from(words).buffer);

describe('read', () => {
  it('adds up each chunk modulo 2^32, once a pass', () => {
    const problem = probeProblem(floats([1, 2, 0x3fffffff]), { passes: 5 });
    expect([...read.reference(problem)]).toEqual([(5 * 0x40000002) % 2 ** 32]);
    expect(read.compulsoryBytes(problem, 12)).toBe(60);
  });

  it('compares one sum a chunk, the last of a short one', () => {
    const problem = probeProblem(new Float32Array(2 * CHUNK_WORDS + 1), { passes: 1 });
    expect(read.outputLength(problem)).toBe(3);
    expect([...read.errorScale(problem)]).toEqual([0, 0, 0]);
  });

  it('refuses a number of passes that is none', () => {
    const problem = probeProblem(floats([1]), { passes: 0.5 });
    expect(() => read.reference(problem)).toThrow(/passes must be a whole number.*0\.5/);
  });
});

describe('write and copy', () => {
  it('weigh every word by an odd number, so that one wrong word changes the checksum', () => {
    expect([...copy.reference(probeProblem(floats([7, 11, 13])))]).toEqual([1 * 7 + 3 * 11 + 5 * 13]);
    fc.assert(
      fc.property(fc.nat(99), fc.integer({ min: 1, max: 0xffffffff }), (place, error) => {
        const right = chunkChecksums(100, i => i);
        const wrong = chunkChecksums(100, i => (i === place ? (i + error) >>> 0 : i));
        expect(wrong[0]).not.toBe(right[0]);
      }),
    );
  });

  it('count bytes once and both ways', () => {
    const problem = probeProblem(floats([1, 2]), { passes: 3 });
    expect(write.compulsoryBytes(problem, 8)).toBe(24);
    expect(copy.compulsoryBytes(problem, 8)).toBe(48);
  });

  it('write a pattern of unequal words with unequal differences', () => {
    const pattern = Array.from({ length: 1000 }, (_, i) => patternWord(i));
    const differences = pattern.slice(1).map((word, i) => word - pattern[i]!);
    expect(new Set(pattern).size).toBe(1000);
    expect(new Set(differences).size).toBeGreaterThan(990);
    expect(patternWord(0)).toBe((0x9e3779b9 ^ (0x9e3779b9 >>> 15)) >>> 0);
  });
});

describe('gather', () => {
  const table = Array.from({ length: 2 * LINE_WORDS }, (_, i) => i * 1000);

  it('walks from line to line by the top bits of the state', () => {
    const start = 0x9e3779b9; // chain 0; its top bit picks line 1, whose first word is 16000
    const once = (Math.imul(start, STEP_MULTIPLIER) + 16_000) >>> 0;
    const twice = (Math.imul(once, STEP_MULTIPLIER) + (once >= 2 ** 31 ? 16_000 : 0)) >>> 0;
    const walkOf = (steps: number) => gather.reference(probeProblem(floats(table), { chains: 1, steps }))[0];
    expect(walkOf(1)).toBe(once);
    expect(walkOf(2)).toBe(twice);
  });

  it('walks among the first lines of a table as in a table of these alone', () => {
    const size = { chains: 3, steps: 4 };
    const first = table.slice(0, LINE_WORDS);
    expect(Array.from(walkChains(probeProblem(floats(table), size), 1))).toEqual(
      Array.from(gather.reference(probeProblem(floats(first), size))),
    );
  });

  it('picks lines inside the table, all of them', () => {
    for (const lines of [1, 2, 1024, 2 ** 22]) {
      const { shift, mask } = linePick(lines);
      expect((0xffffffff >>> shift) & mask).toBe(lines - 1);
    }
  });

  it('counts a word a step, and refuses a table of three lines', () => {
    const problem = probeProblem(floats(table), { chains: 3, steps: 4 });
    expect(gather.compulsoryBytes(problem, 0)).toBe(3 * 4 * 4 + 3 * 4);
    const odd = probeProblem(new Float32Array(3 * LINE_WORDS), { chains: 1, steps: 1 });
    expect(() => gather.reference(odd)).toThrow(/power of two of lines, got 3/);
  });
});

describe('fma', () => {
  const chainsOf = (c: number, length: number) =>
    fma.reference(probeProblem(Float32Array.of(c), { length }))[0]!;

  it('iterates z² − c from c − 1', () => {
    expect(chainsOf(1, 1)).toBe(-1);
    expect(chainsOf(1, 2)).toBe(0);
    expect(chainsOf(1.125, 1)).toBe(0.125 ** 2 - 1.125);
    expect(chainsOf(1.125, 2)).toBe((0.125 ** 2 - 1.125) ** 2 - 1.125);
  });

  it('gives what the plain loop gives, however long', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 399 }), fc.nat(3000), (step, extra) => {
        const c = Math.fround(0.8 + step / 1000);
        let z = c - 1;
        for (let i = 0; i < extra + 1; i++) z = z * z - c;
        expect(Math.abs(chainsOf(c, extra + 1) - z)).toBeLessThan(1e-11);
        expect(Math.abs(z)).toBeLessThan(1.3);
      }),
    );
  });

  it('counts two FLOPs a step and chain', () => {
    const problem = probeProblem(new Float32Array(3).fill(1), { length: 7 });
    expect(fma.usefulFlops(problem)).toBe(42);
    expect(fma.compulsoryBytes(problem, 12)).toBe(24);
  });
});

describe('chains of rotations', () => {
  it('end where the plain loop ends, however long', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 399 }), fc.nat(3000), (part, extra) => {
        const c = Math.fround(0.8 + part / 1000);
        const problem = probeProblem(Float32Array.of(c), { length: extra + 1 });
        let [x, y] = [1, 0];
        for (let step = 0; step <= extra; step++) {
          if (step % 2 === 0) x += c * y;
          else y -= c * x;
        }
        expect(Math.abs(rotatedEnds(problem)[0]! - (x + y))).toBeLessThan(1e-9);
        expect(Math.abs(x) + Math.abs(y)).toBeLessThan(3);
      }),
    );
  });
});

describe('dot-i8', () => {
  it('multiplies signed bytes', () => {
    expect(dotOfBytes(0x01_80_ff_7f, 0x02_80_01_7f)).toBe(1 * 2 + 128 * 128 - 1 + 127 * 127);
  });

  it('compares some elements of long outputs, exactly', () => {
    const words = Uint32Array.from({ length: 300 }, (_, i) => i * 0x1234567);
    const problem = probeProblem(new Float32Array(words.buffer), { length: 9 });
    const right = dotI8.reference(problem);
    const [comparison] = dotI8.spotChecks!(problem, right, 1)!;
    expect(comparison!.actual).toEqual(comparison!.expected);
    const [wrong] = dotI8.spotChecks!(
      problem,
      right.map(value => value + 1),
      1,
    )!;
    expect(wrong!.actual).not.toEqual(wrong!.expected);
  });
});

describe('dispatch', () => {
  it('expects the bits of its word', () => {
    expect([...dispatch.reference(probeProblem(floats([0x3f123456])))]).toEqual([0x3f123456]);
  });
});

describe('chunk sums', () => {
  it('wrap around and stay unsigned', () => {
    expect([...chunkSums(Uint32Array.of(0xffffffff, 0xffffffff))]).toEqual([0xfffffffe]);
  });
});
