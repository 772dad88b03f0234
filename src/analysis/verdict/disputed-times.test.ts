import { describe, expect, it } from 'vitest';
import { analyze } from '../analyze.ts';
import { DEVICES } from '../testing/device.ts';
import { syntheticEnvironment, syntheticRun } from '../testing/records.ts';

const device = DEVICES.bandwidthBound;
const environment = syntheticEnvironment(device);
const run = syntheticRun({ device, rounds: 10 });
const agreeing = analyze(run, environment);
const disputed = analyze(run, {
  ...environment,
  clock: { ...environment.clock, agreement: { ratio: 80, low: 79, high: 81 } },
});
const WARNING = /^The GPU's clock counts 80\.0 ns for one of the wall clock/;

describe('where the clocks contradict each other', () => {
  it('nothing that is a time or a rate is decided, and says why', () => {
    const timed = disputed.findings.filter(({ unit, value }) => /^(ns|GPUs|tokens\/s)$/.test(unit) && value);
    expect(timed.map(({ id }) => id)).toEqual(expect.arrayContaining(['E7', 'C3', 'C6']));
    for (const { status, reason } of timed) {
      expect(status).toBe('undecided');
      expect(reason).toMatch(WARNING);
    }
    const before = agreeing.findings.filter(({ id }) => id === 'C3' || id === 'C6');
    expect(before.some(({ status }) => status !== 'undecided')).toBe(true);
  });

  it('ratios of times by one clock stand', () => {
    const ratios = (analysis: typeof disputed) => analysis.findings.filter(({ unit }) => unit === 'ratio');
    expect(ratios(disputed)).toEqual(ratios(agreeing));
    expect(disputed.verdict).toMatchObject({ regime: 'bandwidth', shares: agreeing.verdict.shares });
  });

  it('the reason of the verdict begins with it', () => {
    expect(disputed.verdict.reason).toMatch(WARNING);
    expect(agreeing.verdict.reason).not.toMatch(WARNING);
  });
});
