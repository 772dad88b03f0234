import { describe, expect, it } from 'vitest';
import type { Analysis } from '../../core/record/finding.ts';
import { analyze } from '../analyze.ts';
import { claimIdOf } from '../claims/sources.ts';
import { DEVICES, type SyntheticDevice } from '../testing/device.ts';
import { scaleTimes, syntheticEnvironment, syntheticRun } from '../testing/records.ts';

const analyses = new Map<SyntheticDevice, Analysis>();

function analysisOf(device: SyntheticDevice): Analysis {
  const known = analyses.get(device);
  if (known) return known;
  const analysis = analyze(syntheticRun({ device, rounds: 12 }), syntheticEnvironment(device));
  analyses.set(device, analysis);
  return analysis;
}

describe('the verdict', () => {
  it('on a device that memory limits is bandwidth, with the sizes and batches it holds for', () => {
    const { verdict, findings } = analysisOf(DEVICES.bandwidthBound);
    const experiments = findings.filter(finding => claimIdOf(finding) === null);
    expect(experiments.map(({ id, status }) => [id, status])).toEqual([
      ['E1', 'supported'],
      ['E2', 'undecided'],
      ['E3', 'supported'],
      ['E4', 'supported'],
      ['E5', 'supported'],
      ['B*', 'undecided'],
      ['E6', 'supported'],
      ['E6@gemv/f16', 'supported'],
      ['E6@gemv/i8', 'supported'],
      ['E6@gemv/i4', 'supported'],
      ['E6-control', 'supported'],
      ['E7', 'undecided'],
      ['E7-wall', 'undecided'],
      ['E8', 'undecided'],
      ['S1/uniform/2048x2048/1.00%', 'supported'],
      ['S1/uniform/2048x2048/10.0%', 'supported'],
      ['knee', 'undecided'],
    ]);
    expect(verdict.regime).toBe('bandwidth');
    expect(verdict.sentence).toMatch(
      /^On this GPU, batch-1 inference is bandwidth-bound from about .*iB of streamed weights up and for batches of up to 32 vectors: .* 64\.0 MiB/,
    );
    expect(verdict.shares.bandwidth.value).toBeGreaterThan(0.95);
    expect(findings.find(({ id }) => id === 'B*')!.value).toBeGreaterThan(32);
  });

  it.each([
    [
      'the byte and the batch ladder',
      ['gemv/f16', 'gemm/columns'],
      /E3\) was not measured and .*E5\) was not/,
    ],
    ['the dilution', [], /dilution \(E6\) was not measured/],
  ])('without %s is undecided, naming what is missing', (_name, removed, missing) => {
    const device = DEVICES.bandwidthBound;
    const records = syntheticRun({ device, rounds: 12 }).filter(({ case: { kernelId, memoryShare } }) =>
      removed.length > 0 ? !removed.includes(kernelId) : memoryShare === 1,
    );
    const { verdict } = analyze(records, syntheticEnvironment(device));
    expect(verdict.regime).toBe('undecided');
    expect(verdict.sentence).toMatch(missing);
  });

  it('does not need both ladders, nor that of FLOPs', () => {
    const device = DEVICES.bandwidthBound;
    for (const removed of ['gemv/f16', 'gemm/columns', 'probe/ladder']) {
      const records = syntheticRun({ device, rounds: 12 }).filter(record => record.case.kernelId !== removed);
      expect(analyze(records, syntheticEnvironment(device)).verdict.regime).toBe('bandwidth');
    }
  });

  it('stays what it is when every rate shrinks by the same factor', () => {
    for (const device of Object.values(DEVICES)) {
      const slower = scaleTimes(syntheticRun({ device, rounds: 12 }), 3);
      const { verdict } = analyze(slower, syntheticEnvironment(device));
      expect(verdict.regime).toBe(analysisOf(device).verdict.regime);
    }
  });

  it('on a device that load instructions limit is none, though the roof looks perfect', () => {
    const { verdict, findings, ceilings } = analysisOf(DEVICES.loadBound);
    expect(verdict.regime).toBe('none');
    expect(verdict.sentence).toMatch(/^On this software adapter \(the CPU\), .*memory speed does not matter/);
    expect(verdict.sentence).toMatch(/64\.0 MiB/);
    expect(ceilings.find(({ id }) => id === 'read')!.kind).toBe('instruction-limited');
    expect(findings.find(({ id }) => id === 'E6')!.status).toBe('refuted');
    expect(verdict.shares.bandwidth.value).toBeCloseTo(1, 1);
  });

  it('does not say that memory speed is nothing where it still matters a little', () => {
    const { memoryBytesPerSecond } = DEVICES.bandwidthBound;
    const close = { ...DEVICES.bandwidthBound, loadBytesPerSecond: 1.1 * memoryBytesPerSecond };
    const { verdict } = analysisOf(close);
    expect(verdict.regime).toBe('none');
    expect(verdict.sentence).toMatch(
      /memory speed matters little \(half of the traffic takes 9\d\.\d % of the time beyond launching\)/,
    );
  });

  it('on a slow launcher is dispatch, with the range of sizes', () => {
    const { verdict } = analysisOf(DEVICES.dispatchBound);
    expect(verdict.regime).toBe('dispatch');
    expect(verdict.sentence).toMatch(/dispatch-bound from 4\.25 KiB to 64\.0 MiB: launching takes 8\d\.\d %/);
  });

  it('on a product too short for its launches is undecided, with both numbers', () => {
    const { verdict } = analysisOf({ ...DEVICES.bandwidthBound, dispatchNs: 8_000 });
    expect(verdict.regime).toBe('undecided');
    expect(verdict.sentence).toMatch(
      /points to memory bandwidth .* undecided: it takes 7\d\.\d µs, under 20 times the [78]\.\d\d µs of launching it/,
    );
  });

  it('with weak arithmetic is compute, by the FLOP ladder; without it undecided', () => {
    const device = DEVICES.computeBound;
    const { verdict, findings } = analysisOf(device);
    expect(verdict.regime).toBe('compute');
    expect(verdict.sentence).toMatch(/compute-bound .*: the multiply-adds explain/);
    expect(findings.find(({ id }) => id === 'E4')).toMatchObject({ status: 'refuted' });
    const records = syntheticRun({ device, rounds: 12 }).filter(({ operation }) => operation !== 'ladder');
    const without = analyze(records, syntheticEnvironment(device)).verdict;
    expect(without.regime).toBe('undecided');
    expect(without.sentence).toMatch(/arithmetic explains most .* \(E4\) was not measured/);
  });

  it('far under a memory ceiling is none, though memory matters: latency or the kernel', () => {
    const device = DEVICES.bandwidthBound;
    const records = syntheticRun({ device, rounds: 12 }).map(record => {
      // A kernel that waits for each line: twice the time, in the same proportion at every share.
      if (record.status !== 'ok' || record.case.kernelId !== 'gemv/rows-per-workgroup') return record;
      const samples = record.samples.map(sample => ({ ...sample, totalNs: 2 * sample.totalNs }));
      const { medianNs, lowNs, highNs } = record.summary;
      const summary = { ...record.summary, medianNs: 2 * medianNs, lowNs: 2 * lowNs, highNs: 2 * highNs };
      return { ...record, samples, summary };
    });
    const { verdict, findings } = analyze(records, syntheticEnvironment(device));
    expect(findings.find(({ id }) => id === 'E1')!.status).toBe('refuted');
    expect(findings.find(({ id }) => id === 'E6')!.status).toBe('supported');
    expect(verdict.regime).toBe('none');
    expect(verdict.sentence).toMatch(/latency or the kernel itself limit it, far below the memory ceiling/);
  });

  it('comes out the same by wall clock alone', () => {
    for (const device of [DEVICES.loadBound, DEVICES.dispatchBound]) {
      const { verdict, findings } = analysisOf({ ...device, hasTimestamps: false });
      expect(verdict.regime).toBe(analysisOf(device).verdict.regime);
      expect(findings.find(({ id }) => id === 'E7')!.value).toBeNull();
      expect(findings.find(({ id }) => id === 'E7-wall')!.value! / device.wallDispatchNs).toBeCloseTo(1, 1);
    }
  });

  it('needs the control: without it a refuted dilution decides nothing', () => {
    const device = DEVICES.loadBound;
    const records = syntheticRun({ device, rounds: 12 }).filter(record => record.operation !== 'gather');
    const { verdict } = analyze(records, syntheticEnvironment(device));
    expect(verdict.regime).toBe('undecided');
    expect(verdict.sentence).toMatch(/dilution \(E6\) is undecided/);
  });

  it('needs an FMA ceiling to say none', () => {
    const device = DEVICES.loadBound;
    const records = syntheticRun({ device, rounds: 12 }).filter(record => record.operation !== 'fma');
    expect(analyze(records, syntheticEnvironment(device)).verdict.sentence).toMatch(
      /there is no FMA ceiling/,
    );
  });

  it('judges the largest streamed GEMV, by the fastest kernel, never the host', () => {
    const { verdict } = analysisOf(DEVICES.bandwidthBound);
    expect(verdict.judged).toBe('gemv/rows-per-workgroup@dense(m=4096,n=4096)#1');
    const hostOnly = syntheticRun().filter(record => record.case.kernelId.startsWith('host/'));
    const none = analyze(hostOnly, syntheticEnvironment(DEVICES.bandwidthBound)).verdict;
    expect(none).toMatchObject({ judged: null, regime: 'undecided' });
    expect(none.sentence).toBe('On this GPU, what limits batch-1 inference was not measured.');
  });
});
