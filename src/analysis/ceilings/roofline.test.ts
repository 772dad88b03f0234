import { describe, expect, it } from 'vitest';
import { okRecord, steadyTimes, syntheticRun } from '../testing/records.ts';
import { findCeilings } from './ceilings.ts';
import { attainable, ridgePoint, rooflinePoints } from './roofline.ts';

const gemv = okRecord({
  timesNs: steadyTimes(1_000, 20),
  work: { usefulFlops: 2e6, executedFlops: 4e6, compulsoryBytes: 1e6, modelledBytes: 3e6 },
});
const ceilings = [
  { id: 'read', value: 5e11 },
  { id: 'fma', value: 4e12 },
] as unknown as ReturnType<typeof findCeilings>;

describe('the roofline', () => {
  it('allows intensity × bandwidth up to the ridge, and the FMA ceiling past it', () => {
    expect(ridgePoint(ceilings)).toBe(8);
    expect([1, 8, 100].map(intensity => attainable(intensity, ceilings))).toEqual([5e11, 4e12, 4e12]);
    expect(attainable(1, ceilings.slice(1))).toBeNull();
    expect(ridgePoint([])).toBeNull();
  });

  it('places products once each, by family, without probes, host rows and diluted runs', () => {
    const records = syntheticRun();
    const points = rooflinePoints(records, findCeilings(records));
    const addresses = points.map(point => point.address);
    expect(new Set(addresses).size).toBe(addresses.length);
    expect(addresses.filter(address => /probe\/|host\/|share=|clock=wall/.test(address))).toEqual([]);
    expect(new Set(points.map(point => point.family))).toEqual(new Set(['dense', 'csr']));
    const judged = points.find(point => point.address === 'gemv/rows-per-workgroup@dense(m=4096,n=4096)#1')!;
    expect(judged.intensity).toBeCloseTo(0.5, 2);
    expect(judged.fraction).toBeCloseTo(1, 1);
    expect(judged.low).toBeLessThanOrEqual(judged.flopsPerSecond);
    expect(judged.high).toBeGreaterThanOrEqual(judged.flopsPerSecond);
  });

  it('does not clamp a point above the roof', () => {
    expect(rooflinePoints([gemv], ceilings)[0]!.fraction).toBeCloseTo(2, 9);
  });
});
