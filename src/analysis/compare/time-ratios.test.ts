import { describe, expect, it } from 'vitest';
import type { OkRecord } from '../../core/record/record.ts';
import { usableRecords } from '../evidence/usable.ts';
import { denseFacts, okRecord, steadyTimes, syntheticResultFile } from '../testing/records.ts';
import { overheadsOf } from './overheads.ts';
import { medianRatio, timeRatios } from './time-ratios.ts';

const SIZES = [256, 512, 1024, 2048, 4096] as const;

/** A GEMV of each size, every time multiplied by the factor of its size. */
function run(factors: readonly number[]): OkRecord[] {
  return SIZES.map((side, i) =>
    okRecord({ problem: denseFacts(side, side), timesNs: steadyTimes(5 * side * factors[i]!, 30) }),
  );
}

const node = run([1, 1, 1, 1, 1]);

describe('time ratios of two runs', () => {
  it('are one for a run and itself, with an interval around it', () => {
    const ratios = timeRatios(node, node);
    expect(ratios).toHaveLength(SIZES.length);
    for (const { ratio } of ratios) {
      expect(ratio).toMatchObject({ value: 1, paired: false });
      expect(ratio.low).toBeLessThanOrEqual(1);
      expect(ratio.high).toBeGreaterThanOrEqual(1);
    }
  });

  it('say how much longer the second run took, and turn over when the runs change places', () => {
    const browser = run([3, 2, 1.5, 1.2, 1.1]);
    const values = timeRatios(node, browser).map(({ ratio }) => ratio.value);
    for (const [i, factor] of [3, 2, 1.5, 1.2, 1.1].entries()) expect(values[i]).toBeCloseTo(factor, 6);
    const middle = medianRatio(timeRatios(node, browser))!;
    expect(middle.value).toBeCloseTo(1.5, 6);
    expect(middle.low).toBeLessThan(1.5);
    expect(middle.high).toBeGreaterThan(1.5);
    expect(medianRatio(timeRatios(browser, node))!.value).toBeCloseTo(1 / 1.5, 6);
  });

  it('are taken of what both measured of the kernel as it is', () => {
    const [first, second] = node as [OkRecord, OkRecord];
    const unresolved = { ...second, summary: { ...second.summary, flags: ['unresolved' as const] } };
    const diluted = okRecord({ memoryShare: 0.5 });
    const wall = okRecord({ clock: 'wall' });
    const submit = okRecord({ kernelId: 'host/encode-submit', timerId: 'host' });
    const own = okRecord({ kernelId: 'gemv/mine' });
    const common = timeRatios(
      [first, second, diluted, wall, submit, own],
      [first, unresolved, diluted, wall, submit],
    );
    expect(common.map(({ a }) => a.address)).toEqual([first.address]);
    expect(medianRatio([])).toBeNull();
  });
});

describe('time ratios of a run that names all tunables and one that does not', () => {
  const options = { kernelId: 'spmv/a', format: 'csr-f32' };
  const complete = (lanes: number, tuned: readonly string[]) =>
    okRecord({ ...options, tunables: { lanes, size: 64 }, tuned, launchHash: `${lanes}`.repeat(16) });
  const old = (tunables: Record<string, number>) =>
    okRecord({ ...options, tunables, tunablesComplete: false });
  const today = [complete(4, []), complete(8, ['lanes'])];

  it('are of what differs from the defaults in the same way, and say that the launch is not known', () => {
    const found = timeRatios(today, [old({ lanes: 8 }), old({}), old({ lanes: 2 })]);
    expect(found.map(({ a, b }) => [a.case.tunables.lanes, b.case.tunables.lanes])).toEqual([
      [4, undefined],
      [8, 8],
    ]);
    expect(found.map(({ sameLaunch }) => sameLaunch)).toEqual([null, null]);
  });

  it('are taken by the whole address alone where both name all', () => {
    const other = okRecord({ ...options, tunables: { lanes: 4, size: 128 }, tuned: [] });
    expect(timeRatios(today, [other])).toEqual([]);
  });

  it('say where the same address was another launch', () => {
    const changed = { ...today[0]!, launchHash: 'f'.repeat(16) };
    expect(timeRatios(today, [changed, today[1]!]).map(({ sameLaunch }) => sameLaunch)).toEqual([
      false,
      true,
    ]);
  });
});

describe('overheads of a run', () => {
  it('are the clocks, a dispatch by both, and recording and submitting', () => {
    const file = syntheticResultFile();
    const submit = usableRecords(file.records).find(record => record.case.kernelId === 'host/encode-submit')!;
    const overheads = overheadsOf(file);
    const finding = file.findings.find(({ id }) => id === 'E7')!;
    expect(overheads.dispatchGpu).toEqual({ value: finding.value, low: finding.low, high: finding.high });
    expect(overheads.encodeSubmit?.value).toBe(submit.summary.medianNs);
    expect(overheads.timestampStepNs).toBe(file.environment.clock.timestampStepNs);
  });

  it('are null where nothing was measured', () => {
    const { environment } = syntheticResultFile();
    expect(overheadsOf({ environment, records: [] })).toMatchObject({
      dispatchGpu: null,
      dispatchWall: null,
      encodeSubmit: null,
    });
  });
});
