import { describe, expect, it } from 'vitest';
import type { Ceiling } from '../../core/record/finding.ts';
import type { OkRecord } from '../../core/record/record.ts';
import { launchCost } from '../testing/launch-cost.ts';
import { denseFacts, okRecord, type RecordOptions, steadyTimes } from '../testing/records.ts';
import { batchKneeFinding, batchLadderFinding } from './batch.ts';
import { batchLadder } from './batch-ladder.ts';

const SIDE = 1024;

const costs = { timestamp: launchCost(0), wall: null };

const ceilings = [
  { id: 'read', value: 1e12 },
  { id: 'fma', value: 2e13 },
] as Ceiling[];

function timed(ns: number, group: string, fields: RecordOptions, rounds = 20): OkRecord {
  return okRecord({ ...fields, timesNs: steadyTimes(ns, rounds), group });
}

describe('E5, the batch ladder', () => {
  const vector = timed(40_000, 'ladder', { problem: denseFacts(SIDE, SIDE) });
  const product = (kernelId: string, batch: number, ns: number) =>
    timed(ns, 'ladder', {
      kernelId,
      operation: 'matmul',
      problem: denseFacts(SIDE, SIDE, batch),
      problemSpec: { generator: 'product', params: { m: SIDE, n: batch, k: SIDE }, seed: 1 },
    });
  const columns = (batch: number, ns: number) => product('gemm/columns', batch, ns);

  it.each([
    [41_000, 44_000, 'supported'],
    [50_000, 52_000, 'undecided'],
    [41_000, 60_000, 'undecided'],
    [70_000, 90_000, 'refuted'],
  ])('with T(2) = %i and T(4) = %i of 40,000 is %s', (two, four, status) => {
    const ladder = batchLadder([vector, columns(2, two), columns(4, four)], costs);
    expect(batchLadderFinding(ladder)).toMatchObject({ status });
    expect(batchLadderFinding(ladder).value).toBeCloseTo(two / 40_000, 2);
  });

  it('takes the best of all kernels and of larger batches', () => {
    const ladder = batchLadder(
      [vector, columns(1, 50_000), columns(2, 70_000), columns(4, 90_000), product('gemm/tiled', 4, 45_000)],
      costs,
    )!;
    expect(ladder.rungs.map(({ batch, ratio }) => [batch, ratio.value])).toEqual([
      [1, 1],
      [2, expect.closeTo(1.125, 6)],
      [4, expect.closeTo(1.125, 6)],
    ]);
    expect(ladder.rungs[1]!.record.case.kernelId).toBe('gemm/tiled');
  });

  it('is about the time beyond launching', () => {
    const ladder = (t0: number) =>
      batchLadder([vector, columns(2, 44_000), columns(4, 48_000)], {
        timestamp: launchCost(t0),
        wall: null,
      })!;
    expect(batchLadderFinding(ladder(0)).value).toBeCloseTo(1.1, 6);
    expect(batchLadderFinding(ladder(20_000)).value).toBeCloseTo(1.2, 6);
    expect(batchLadderFinding(ladder(20_000)).status).toBe('undecided');
  });

  it('compares with a vector that ran beside the products, not with one a little faster elsewhere', () => {
    const elsewhere = timed(39_900, 'elsewhere', {
      problem: denseFacts(SIDE, SIDE),
      tunables: { rowsPerGroup: 8 },
    });
    const ladder = batchLadder([elsewhere, vector, columns(2, 41_000)], costs)!;
    expect(ladder.reference.address).toBe(vector.address);
  });

  it('measures T(1) by the fastest, whichever kernel that is', () => {
    const ladder = batchLadder([vector, columns(1, 20_000), columns(2, 40_000)], costs)!;
    expect(ladder.rungs.at(-1)!.ratio.value).toBeCloseTo(2, 6);
  });

  it('finds B* between its neighbours, or says that there is none', () => {
    const ladder = batchLadder([vector, columns(2, 40_000), columns(8, 60_000 * 1.5)], costs)!;
    const knee = batchKneeFinding(ladder, ceilings);
    expect(knee.value).toBeGreaterThan(2);
    expect(knee.value).toBeLessThan(8);
    expect(knee.reason).toMatch(/Ridge ÷ intensity.*40/);
    expect(batchKneeFinding(batchLadder([vector, columns(2, 41_000)], costs), ceilings)).toMatchObject({
      value: null,
      reason: expect.stringMatching(/^Reported, not judged: up to 2 vectors/),
    });
  });

  it('is missing without a second vector', () => {
    expect(batchLadderFinding(batchLadder([vector, columns(1, 40_000)], costs)).value).toBeNull();
  });
});
