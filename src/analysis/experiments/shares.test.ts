import { describe, expect, it } from 'vitest';
import { findCeilings } from '../ceilings/ceilings.ts';
import { launchCost } from '../testing/launch-cost.ts';
import { okRecord, steadyTimes } from '../testing/records.ts';
import { bandwidthShare, computeShare, dispatchShare, shareValue } from './shares.ts';

const BYTES = 4 * (1024 * 1024 + 2048);
const judged = okRecord({ timesNs: steadyTimes(10_000, 20), group: 'pair' });

function read(ns: number, bytes: number, group: string, rowsPerGroup = 1) {
  return okRecord({
    kernelId: 'probe/read',
    operation: 'read',
    format: 'words',
    problemSpec: { generator: 'vector', params: { n: bytes / 4, passes: 1 }, seed: 1 },
    tunables: { rowsPerGroup },
    work: { usefulFlops: 0, compulsoryBytes: bytes },
    timesNs: steadyTimes(ns, 20),
    group,
  });
}

describe('the bandwidth share', () => {
  it('is the time of the paired probe over that of the product, corrected for its bytes', () => {
    const probe = read(8_000, BYTES * 1.05, 'pair');
    const share = bandwidthShare(judged, [judged, probe], [])!;
    expect(share.value).toBeCloseTo(0.8 / 1.05, 6);
    expect(share).toMatchObject({ paired: true, evidence: [judged.address, probe.address] });
  });

  it('is not flattered by a slow probe that happens to be paired', () => {
    const slow = read(9_900, BYTES, 'pair', 1);
    const fast = read(5_000, BYTES, 'elsewhere', 2);
    const share = bandwidthShare(judged, [judged, slow, fast], [])!;
    expect(share.value).toBeCloseTo(0.5, 2);
    expect(share.paired).toBe(false);
  });

  it('falls back to the ceiling of the run where no probe read as many bytes', () => {
    const probe = read(16_000, 4 * BYTES, 'elsewhere');
    const share = bandwidthShare(judged, [judged, probe], findCeilings([probe]))!;
    expect(share.value).toBeCloseTo(0.4, 2);
    expect(share.paired).toBe(false);
  });

  it('is unknown without any read probe', () => {
    expect(bandwidthShare(judged, [judged], [])).toBeNull();
  });
});

describe('the compute share', () => {
  it('is the time that the useful FLOPs take at the FMA ceiling', () => {
    const fma = okRecord({
      kernelId: 'probe/fma',
      operation: 'fma',
      format: 'words',
      problemSpec: { generator: 'chains', params: { count: 1, length: 1 }, seed: 1 },
      work: { usefulFlops: 2e9, executedFlops: 2e9, compulsoryBytes: 4 },
      timesNs: steadyTimes(1e6, 20),
      group: 'elsewhere',
    });
    const share = computeShare(judged, [judged, fma], findCeilings([fma]))!;
    expect(share.value).toBeCloseTo((2 * 1024 * 1024) / 2e9 / 0.01, 4);
  });
});

describe('the dispatch share', () => {
  const cost = launchCost(2_000, { t0: { value: 2_000, low: 1_900, high: 2_100 } });

  it('is t0 over the time by the same clock', () => {
    const share = dispatchShare(judged, cost)!;
    expect(share.value).toBeCloseTo(0.2, 6);
    expect(share.low).toBeLessThan(0.19);
    expect(share.high).toBeGreaterThan(0.21);
    expect(dispatchShare(judged, { ...cost, timerId: 'wall' })).toBeNull();
    expect(dispatchShare(judged, null)).toBeNull();
  });

  it('counts every dispatch of a product that takes several', () => {
    const whole = dispatchShare(judged, cost)!;
    const split = dispatchShare({ ...judged, stageCount: 3 }, cost)!;
    expect(split.value).toBeCloseTo(3 * whole.value, 9);
  });
});

describe('the share that tables show', () => {
  const probe = read(8_000, BYTES * 1.05, 'pair');
  const other = read(16_000, 4 * BYTES, 'elsewhere');

  it.each([
    ['paired', [judged, probe]],
    ['of the ceiling', [judged, other]],
    ['of two probes', [judged, read(9_900, BYTES, 'pair', 1), read(5_000, BYTES, 'elsewhere', 2)]],
    ['of nothing', [judged]],
  ])('is that of the verdict: %s', (_name, records) => {
    const ceilings = findCeilings(records);
    expect(shareValue('read', judged, records, ceilings)).toBe(
      bandwidthShare(judged, records, ceilings)?.value ?? null,
    );
  });
});
