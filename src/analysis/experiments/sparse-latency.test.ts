import { describe, expect, it } from 'vitest';
import type { OkRecord } from '../../core/record/record.ts';
import { launchCost } from '../testing/launch-cost.ts';
import { okRecord, sparseFacts, steadyTimes } from '../testing/records.ts';
import { sparseLatencyFindings } from './sparse-latency.ts';

const COSTS = { timestamp: launchCost(0), wall: null };

/** In rounds with the one of two vec4s in flight, or alone. */
function csr(ns: number, quadsInFlight: number, density = 0.1, group = 'e8'): OkRecord {
  return okRecord({
    kernelId: 'spmv/csr-vector',
    family: 'csr',
    format: 'csr-f32',
    problem: sparseFacts('uniform', 1000, 1000, density),
    problemSpec: { generator: 'uniform', params: { m: 1000, n: 1000, density }, seed: 1 },
    tunables: { lanesPerRow: 32, quadsInFlight },
    timesNs: steadyTimes(ns, 20),
    group,
  });
}

const findingsOf = (records: readonly OkRecord[]) => sparseLatencyFindings(records, { costs: COSTS });

describe('E8 of sparse products', () => {
  it('is latency where fewer loads in flight take longer, though a variant is the fastest', () => {
    const records = [csr(40_000, 2), csr(70_000, 1), csr(36_000, 4)];
    const [finding, ...others] = findingsOf(records);
    expect(others).toEqual([]);
    expect(finding).toMatchObject({
      id: 'E8/uniform/1000x1000/10.0%',
      title:
        'Latency of the sparse product, uniform, density 10.0 %: time beyond launching with half of the loads in flight',
      status: 'refuted',
      evidence: records.map(({ address }) => address),
    });
    expect(finding!.value).toBeCloseTo(1.75, 6);
  });

  it('is none where loads enough are in flight', () => {
    expect(findingsOf([csr(40_000, 2), csr(40_400, 1), csr(39_800, 4)])).toMatchObject([
      { status: 'supported' },
    ]);
  });

  it('stands for each matrix, in the order of their densities, and only where loads were varied', () => {
    const varied = [0.3, 0.1].flatMap(density => [csr(40_000, 2, density), csr(70_000, 1, density)]);
    const alone = csr(9_000, 2, 0.5, 'alone');
    expect(findingsOf([...varied, alone]).map(({ id }) => id)).toEqual([
      'E8/uniform/1000x1000/10.0%',
      'E8/uniform/1000x1000/30.0%',
    ]);
  });
});
