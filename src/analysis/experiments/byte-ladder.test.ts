import { describe, expect, it } from 'vitest';
import { REPLICATES } from '../../stats/bootstrap.ts';
import { byteSlope } from './byte-ladder.ts';

/** A ratio whose draws are spread evenly from one number to another. */
function ratioOf(value: number, lowest = value, highest = value) {
  const replicates = Float64Array.from(
    { length: REPLICATES },
    (_, r) => lowest + ((highest - lowest) * r) / (REPLICATES - 1),
  );
  return { value, low: lowest, high: highest, count: 20, paired: true, replicates };
}

const slopeAt = (ratio: number) => -Math.log(ratio) / Math.log(4);

describe('the slope of the byte ladder', () => {
  it('is 1 where a quarter of the bytes takes a quarter of the time, 0 where it takes as long', () => {
    for (const [ratio, slope] of [
      [1 / 4, 1],
      [1 / 2, 1 / 2],
      [1, 0],
    ] as const) {
      const found = byteSlope([
        { bytes: 4000, ratio: null },
        { bytes: 1000, ratio: ratioOf(ratio) },
      ])!;
      for (const end of [found.value, found.low, found.high]) expect(end).toBeCloseTo(slope, 6);
    }
  });

  it('has the interval that the draws of its ratios give', () => {
    const found = byteSlope([
      { bytes: 4000, ratio: null },
      { bytes: 1000, ratio: ratioOf(0.25, 0.2, 0.3) },
    ])!;
    // 95 % of draws that are spread evenly.
    expect(found.low).toBeCloseTo(slopeAt(0.2975), 2);
    expect(found.high).toBeCloseTo(slopeAt(0.2025), 2);
  });

  it('takes two rungs', () => {
    expect(byteSlope([{ bytes: 4000, ratio: null }])).toBeNull();
  });
});
