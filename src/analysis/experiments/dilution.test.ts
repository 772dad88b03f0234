import { describe, expect, it } from 'vitest';
import type { Finding } from '../../core/record/finding.ts';
import type { DispatchCost } from '../evidence/dispatch-cost.ts';
import { DEVICES, type SyntheticDevice } from '../testing/device.ts';
import { launchCost } from '../testing/launch-cost.ts';
import { gemvCase, measureGroups, okRecord, probeCase, steadyTimes } from '../testing/records.ts';
import { dilutionControl, dilutionFinding } from './dilution.ts';

const responding = { control: { status: 'supported' } as Finding, cost: launchCost(0) };
const judgedCase = gemvCase('gemv/rows-per-workgroup', 2048, 2048);

/** The GEMV, half diluted and wholly resident, on a device whose cache makes T(½) = half · T(1). */
function diluted(half: number, rounds = 20, dispatchNs = 0) {
  const cacheBytesPerSecond = DEVICES.bandwidthBound.memoryBytesPerSecond / (2 * half - 1);
  const device: SyntheticDevice = {
    ...DEVICES.bandwidthBound,
    noise: 0.002,
    dispatchNs,
    cacheBytesPerSecond,
  };
  const at = (memoryShare: number) => gemvCase('gemv/rows-per-workgroup', 2048, 2048, { memoryShare });
  return measureGroups(
    device,
    [
      [judgedCase, at(0.5)],
      [judgedCase, at(0)],
    ],
    { rounds, seed: 1 },
  );
}

describe('E6, dilution', () => {
  it.each([
    [0.55, 'supported'],
    [0.7, 'undecided'],
    [0.78, 'undecided'],
    [0.85, 'undecided'],
    [0.95, 'refuted'],
  ])('with T(½) = %s·T(1) is %s', (half, status) => {
    const records = diluted(half);
    const finding = dilutionFinding(records[0]!, records, responding);
    expect(finding.status).toBe(status);
    expect(finding.value).toBeCloseTo(half, 1);
    expect(finding.reason).toMatch(/^Predicted: T\(½\) ≤ 0\.7·T\(1\)/);
  });

  it('names a resident set that is hardly faster than memory', () => {
    const records = diluted(0.82);
    expect(dilutionFinding(records[0]!, records, responding).reason).toMatch(/hardly faster than memory/);
  });

  it('is about the time beyond launching: a share of it in every time changes nothing', () => {
    const records = diluted(0.55, 20, 20_000);
    const judged = records[0]!;
    const known = dilutionFinding(judged, records, { ...responding, cost: launchCost(20_000) });
    expect(known.status).toBe('supported');
    expect(known.value).toBeCloseTo(0.55, 1);
    expect(known.reason).toMatch(/Measured, t0 = 20\.0 µs taken off each time: T\(½\) = 0\.5/);
    expect(dilutionFinding(judged, records, { ...responding, cost: launchCost(0) }).status).not.toBe(
      'supported',
    );
  });

  it('is not refuted by a launch that only an empty dispatch measured, or nothing', () => {
    const records = diluted(0.95, 20, 20_000);
    const by = (cost: DispatchCost | null) => dilutionFinding(records[0]!, records, { ...responding, cost });
    expect(by(launchCost(20_000)).status).toBe('refuted');
    const empty = by(launchCost(5_000, { method: 'empty dispatch' }));
    expect(empty.status).toBe('undecided');
    expect(empty.reason).toMatch(/launching takes at least 5\.00 µs of \d\d\.\d µs, by an empty dispatch/);
    expect(by(null).reason).toMatch(/t0 unknown.*what launching takes of that is unknown/);
  });

  it('decides nothing unless the control responds', () => {
    const records = diluted(0.95);
    for (const status of ['refuted', 'undecided'] as const) {
      const finding = dilutionFinding(records[0]!, records, {
        ...responding,
        control: { status } as Finding,
      });
      expect(finding.status).toBe('undecided');
      expect(finding.reason).toMatch(/control did not respond/);
    }
  });

  it('is refuted only where the gather shows that a cache hands out bytes faster than the product streams', () => {
    const records = diluted(0.95);
    const { work, summary } = records[0]!;
    const gatherAt = (times: number) =>
      okRecord({
        kernelId: 'probe/gather',
        operation: 'gather',
        memoryShare: 0,
        work: { usefulFlops: 0, modelledBytes: work.compulsoryBytes },
        timesNs: steadyTimes(summary.medianNs / times, 20),
      });
    const by = (times: number) => dilutionFinding(records[0]!, [...records, gatherAt(times)], responding);
    expect(by(2).status).toBe('refuted');
    expect(by(1.2).status).toBe('undecided');
    expect(by(1.2).reason).toMatch(/no cache is seen to be read 1\.5 times as fast/);
  });

  it('is not decided by fewer than five rounds', () => {
    const records = diluted(0.95, 4);
    expect(dilutionFinding(records[0]!, records, responding)).toMatchObject({ status: 'undecided' });
    expect(diluted(0.95, 5).length).toBe(3);
    expect(dilutionFinding(diluted(0.95, 5)[0]!, diluted(0.95, 5), responding).status).toBe('refuted');
  });

  it('takes runs in common rounds', () => {
    const [whole] = diluted(0.95);
    const [half] = measureGroups(
      DEVICES.bandwidthBound,
      [[gemvCase('gemv/rows-per-workgroup', 2048, 2048, { memoryShare: 0.5 })]],
      { rounds: 20, seed: 1 },
    );
    const elsewhere = { ...half!, samples: half!.samples.map(sample => ({ ...sample, group: 'elsewhere' })) };
    expect(dilutionFinding(whole!, [whole!, elsewhere], responding)).toMatchObject({
      status: 'undecided',
      value: null,
    });
    expect(dilutionFinding(null, [], responding).reason).toMatch(/no streamed GEMV/);
  });
});

describe('the positive control of E6', () => {
  function control(hitsPerMiss: number) {
    const { missesPerSecond } = DEVICES.bandwidthBound;
    const device = { ...DEVICES.bandwidthBound, dispatchNs: 0, hitsPerSecond: hitsPerMiss * missesPerSecond };
    const whole = probeCase('gather', 2 ** 20);
    const half = probeCase('gather', 2 ** 20, { memoryShare: 0.5 });
    return dilutionControl(measureGroups(device, [[whole, half]], { rounds: 20, seed: 1 }));
  }

  it('responds where hits are cheaper than misses', () => {
    expect(control(10)).toMatchObject({ id: 'E6-control', status: 'supported' });
  });

  it('does not respond where they cost the same', () => {
    expect(control(1)).toMatchObject({ status: 'refuted' });
    expect(control(1).reason).toMatch(/does not respond/);
  });

  it('is missing without a diluted gather', () => {
    expect(dilutionControl([])).toMatchObject({ status: 'undecided', value: null });
  });
});
