import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Launch, Resource } from '../../core/kernel.ts';
import { chooseCopies } from './copies.ts';

const KIB = 1024;

function launchOf(...weightBytes: readonly number[]): Launch {
  const weights = weightBytes.map(
    (byteLength, index): Resource => ({ name: `w${index}`, role: 'weights', byteLength }),
  );
  const rest: readonly Resource[] = [
    { name: 'x', role: 'input', byteLength: 999 * KIB },
    { name: 'y', role: 'output', byteLength: 999 * KIB },
  ];
  return {
    resources: [...weights, ...rest],
    constants: {},
    specialize: {},
    stages: [],
    work: { usefulFlops: 0, executedFlops: 0, compulsoryBytes: 0, modelledBytes: 0 },
    outputType: 'f32',
  };
}

describe('choosing the copies of the weights', () => {
  it('makes as many as fill the streamed set, all parts of the weights counted and nothing else', () => {
    expect(chooseCopies(launchOf(3 * KIB, KIB), 'stream', 10 * KIB)).toEqual({
      count: 3,
      workingSetBytes: 12 * KIB,
      cut: null,
    });
  });

  it('makes one where the weights alone fill it, where there are none, and for cached cases', () => {
    expect(chooseCopies(launchOf(64 * KIB), 'stream', 10 * KIB)).toMatchObject({ count: 1, cut: null });
    expect(chooseCopies(launchOf(10 * KIB), 'stream', 10 * KIB)).toMatchObject({ count: 1, cut: null });
    expect(chooseCopies(launchOf(), 'stream', 10 * KIB)).toEqual({
      count: 1,
      workingSetBytes: 0,
      cut: null,
    });
    expect(chooseCopies(launchOf(KIB), 'hot', 10 * KIB)).toEqual({
      count: 1,
      workingSetBytes: KIB,
      cut: null,
    });
  });

  it('makes no more than 256, and says how many it wanted', () => {
    expect(chooseCopies(launchOf(KIB), 'stream', 256 * KIB)).toMatchObject({ count: 256, cut: null });
    expect(chooseCopies(launchOf(KIB), 'stream', 257 * KIB)).toEqual({
      count: 256,
      workingSetBytes: 256 * KIB,
      cut: '257 copies wanted, at most 256 are made',
    });
  });

  it('fills the streamed set with the fewest copies, or says why it does not', () => {
    const bytes = fc.integer({ min: 1, max: 2 ** 30 }).map(words => 4 * words);
    fc.assert(
      fc.property(bytes, bytes, (weightBytes, streamBytes) => {
        const { count, workingSetBytes, cut } = chooseCopies(launchOf(weightBytes), 'stream', streamBytes);
        expect(workingSetBytes).toBe(count * weightBytes);
        expect(workingSetBytes >= streamBytes).toBe(cut === null);
        if (count > 1) expect(workingSetBytes - weightBytes).toBeLessThan(streamBytes);
      }),
    );
  });
});
