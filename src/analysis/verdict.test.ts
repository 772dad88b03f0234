import { describe, expect, it } from 'vitest';
import type { Analysis } from '../core/finding.ts';
import { analyze } from './analyze.ts';
import { DEVICES, type SyntheticDevice } from './testing/device.ts';
import { syntheticEnvironment, syntheticRun } from './testing/records.ts';

const analyses = new Map<SyntheticDevice, Analysis>();

function analysisOf(device: SyntheticDevice): Analysis {
  const known = analyses.get(device);
  if (known) return known;
  const analysis = analyze(syntheticRun({ device, rounds: 12 }), syntheticEnvironment(device));
  analyses.set(device, analysis);
  return analysis;
}

describe('the verdict', () => {
  it('on a device that memory limits points to bandwidth and names the missing experiments', () => {
    const { verdict, findings } = analysisOf(DEVICES.bandwidthBound);
    expect(findings.map(({ id, status }) => [id, status])).toEqual([
      ['E1', 'supported'],
      ['E2', 'undecided'],
      ['E6', 'supported'],
      ['E6-control', 'supported'],
      ['E7', 'undecided'],
      ['E7-wall', 'undecided'],
    ]);
    expect(verdict.regime).toBe('undecided');
    expect(verdict.sentence).toMatch(
      /^On this GPU, the evidence so far points to memory bandwidth .* 64\.0 MiB/,
    );
    expect(verdict.sentence).toMatch(/E3.*E5.*E4/);
    expect(verdict.shares.bandwidth.value).toBeGreaterThan(0.95);
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
      /memory speed matters little \(half of the traffic takes 9\d\.\d % of the time\)/,
    );
  });

  it('on a slow launcher is dispatch, with the range of sizes', () => {
    const { verdict } = analysisOf(DEVICES.dispatchBound);
    expect(verdict.regime).toBe('dispatch');
    expect(verdict.sentence).toMatch(/dispatch-bound from 4\.25 KiB to 64\.0 MiB: launching takes 8\d\.\d %/);
  });

  it('with weak arithmetic is undecided, naming the FLOP ladder', () => {
    const { verdict } = analysisOf(DEVICES.computeBound);
    expect(verdict.regime).toBe('undecided');
    expect(verdict.sentence).toMatch(/arithmetic explains most of the time, but the FLOP ladder \(E4\)/);
  });

  it('far under a memory ceiling is none, though memory matters: latency or the kernel', () => {
    const device = DEVICES.bandwidthBound;
    const records = syntheticRun({ device, rounds: 12 }).map(record => {
      // A kernel that waits for each line: twice the time, in the same proportion at every share.
      if (record.status !== 'ok' || record.kernelId !== 'gemv/rows-per-workgroup') return record;
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
    const hostOnly = syntheticRun().filter(record => record.kernelId.startsWith('host/'));
    const none = analyze(hostOnly, syntheticEnvironment(DEVICES.bandwidthBound)).verdict;
    expect(none).toMatchObject({ judged: null, regime: 'undecided' });
    expect(none.sentence).toBe('On this GPU, what limits batch-1 inference was not measured.');
  });
});
