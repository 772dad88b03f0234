import { describe, expect, it } from 'vitest';
import { REPLICATES } from '../../stats/bootstrap.ts';
import { launchCost } from '../testing/launch-cost.ts';
import { okRecord } from '../testing/records.ts';
import { batchKneeFinding } from './batch.ts';
import type { BatchRung } from './batch-ladder.ts';

/** A batch that takes so many times as long as one vector, known exactly. */
function rung(batch: number, ratio: number): BatchRung {
  const record = okRecord({ kernelId: `gemm/of-${batch}` });
  const replicates = new Float64Array(REPLICATES).fill(ratio);
  return { batch, ratio: { value: ratio, low: ratio, high: ratio }, replicates, record };
}

function kneeOf(...rungs: readonly BatchRung[]) {
  return batchKneeFinding({ rungs, reference: rungs[0]!.record, count: 20, cost: launchCost(0) }, []);
}

describe('the knee of the batch ladder', () => {
  const [one, two, four, eight] = [rung(1, 1), rung(2, 1.1), rung(4, 1.5), rung(8, 3)];

  it('rests on the two rungs that it lies between', () => {
    const knee = kneeOf(one, two, rung(4, 1.4), eight);
    expect(knee.value).toBeGreaterThan(4);
    expect(knee.value).toBeLessThan(8);
    expect(knee.evidence).toEqual([four.record.address, eight.record.address]);
  });

  it('rests on the rung that it lies at and the one before, also at the end of the ladder', () => {
    for (let batch = 3; batch <= 64; batch++) {
      const at = rung(batch, 1.5);
      for (const beyond of [[], [rung(batch + 1, 3)]]) {
        const knee = kneeOf(one, two, at, ...beyond);
        expect(knee.value).toBeCloseTo(batch, 9);
        expect(knee.evidence).toEqual([two.record.address, at.record.address]);
      }
    }
  });

  it('is not reached where even the largest batch costs less than half as long again', () => {
    const knee = kneeOf(one, two);
    expect(knee).toMatchObject({ value: null, evidence: [two.record.address] });
    expect(knee.reason).toMatch(/up to 2 vectors/);
  });
});
