import { describe, expect, it } from 'vitest';
import type { OkRecord } from '../../core/record/record.ts';
import { launchCost } from '../testing/launch-cost.ts';
import { okRecord, steadyTimes } from '../testing/records.ts';
import { latencyFinding } from './latency.ts';

const JUDGED_NS = 40_000;

function gemv(ns: number, tunables: Record<string, number>, rounds = 20): OkRecord {
  return okRecord({ tunables, timesNs: steadyTimes(ns, rounds), group: 'e8' });
}

/** The judged product with two rows a group, and what one and four take. */
function judge(times: { half?: number; twice?: number }, t0Ns = 0, rounds = 20) {
  const judged = gemv(JUDGED_NS, { rowsPerGroup: 2 }, rounds);
  const variants = [
    ...(times.half === undefined ? [] : [gemv(times.half, { rowsPerGroup: 1 }, rounds)]),
    ...(times.twice === undefined ? [] : [gemv(times.twice, { rowsPerGroup: 4 }, rounds)]),
  ];
  return latencyFinding(judged, [judged, ...variants], launchCost(t0Ns));
}

describe('E8, latency', () => {
  it.each([
    [40_800, 39_600, 'supported'],
    [46_000, 40_000, 'undecided'],
    [60_000, 40_000, 'refuted'],
    [42_000, 30_000, 'refuted'],
    [42_000, 50_000, 'undecided'],
  ])(
    'with half of the loads in flight taking %i and twice as many %i of 40,000 ns is %s',
    (half, twice, status) => {
      const finding = judge({ half, twice });
      expect(finding.status).toBe(status);
      expect(finding.value).toBeCloseTo(half / JUDGED_NS, 6);
      expect(finding.reason).toMatch(/^Predicted: T changes by at most 0\.05 of itself/);
    },
  );

  it('is about the time beyond launching', () => {
    expect(judge({ half: 50_000, twice: 40_000 }).status).toBe('undecided');
    expect(judge({ half: 50_000, twice: 40_000 }, 20_000)).toMatchObject({ status: 'refuted', value: 1.5 });
  });

  it('rests on all that was compared', () => {
    const judged = gemv(JUDGED_NS, { rowsPerGroup: 2, workgroupSize: 64 });
    const [half, twice] = [1, 4].map(rows => gemv(80_000, { rowsPerGroup: rows, workgroupSize: 64 }));
    const { status, evidence } = latencyFinding(judged, [judged, half!, twice!], launchCost(0));
    expect(status).toBe('refuted');
    expect(evidence).toEqual([judged.address, half!.address, twice!.address]);
  });

  it('takes no case that differs in anything else', () => {
    const judged = gemv(JUDGED_NS, { rowsPerGroup: 2 });
    const others = [
      gemv(80_000, { rowsPerGroup: 1, workgroupSize: 32 }),
      okRecord({ tunables: { rowsPerGroup: 1 }, timesNs: steadyTimes(80_000, 20), group: 'elsewhere' }),
      gemv(80_000, { workgroupSize: 64 }),
    ];
    expect(latencyFinding(judged, [judged, ...others], launchCost(0)).value).toBeNull();
  });

  it('says of which multiple its number is', () => {
    expect(judge({ twice: 28_000 }).title).toMatch(/twice the loads in flight/);
    expect(judge({ half: 80_000 }).title).toMatch(/half of the loads in flight/);
  });

  it('is not decided by fewer than five rounds, and is missing without a case', () => {
    expect(judge({ half: 80_000 }, 0, 4)).toMatchObject({ status: 'undecided' });
    expect(judge({ half: 80_000 }, 0, 4).reason).toMatch(/4 rounds decide nothing/);
    expect(latencyFinding(null, [], null)).toMatchObject({ status: 'undecided', value: null });
  });
});
