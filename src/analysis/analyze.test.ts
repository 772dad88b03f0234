import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Analysis } from '../core/record/finding.ts';
import type { BenchRecord } from '../core/record/record.ts';
import { analyze } from './analyze.ts';
import { THRESHOLDS } from './evidence/thresholds.ts';
import { DEVICES } from './testing/device.ts';
import { failedRecord, okRecord, scaleTimes, syntheticEnvironment, syntheticRun } from './testing/records.ts';

const device = DEVICES.bandwidthBound;
const environment = syntheticEnvironment(device);
const run = syntheticRun({ device, rounds: 10 });

function numbersIn(value: unknown): number[] {
  if (typeof value === 'number') return [value];
  return value !== null && typeof value === 'object' ? Object.values(value).flatMap(numbersIn) : [];
}

/** C5 is arithmetic on figures that nobody measures. */
function measuresSomething({ id }: { id: string }): boolean {
  return id !== 'C5';
}

function expectPrintable(records: readonly BenchRecord[]): void {
  const analysis = analyze(records, environment);
  for (const value of numbersIn(analysis)) expect(Number.isFinite(value)).toBe(true);
  const text = JSON.stringify(analysis);
  expect(text).not.toMatch(/NaN|Infinity|undefined|n\/a/);
}

describe('the analysis', () => {
  it('of nothing, and of failures only, is whole and undecided', () => {
    expectPrintable([]);
    expectPrintable([failedRecord()]);
    const { verdict, ceilings, crossovers, findings } = analyze([], environment);
    expect({ ceilings, crossovers }).toEqual({ ceilings: [], crossovers: [] });
    const judged = findings.filter(measuresSomething);
    expect(judged.every(({ status, value }) => status === 'undecided' && value === null)).toBe(true);
    expect(verdict.regime).toBe('undecided');
  });

  it('of any part of a run throws nothing and holds no number that cannot be printed', () => {
    fc.assert(
      fc.property(fc.subarray(run, { maxLength: 25 }), records => expectPrintable(records)),
      { numRuns: 25 },
    );
  });

  it('of a run stopped after its first round still stands, and decides nothing', () => {
    for (const made of [DEVICES.loadBound, DEVICES.dispatchBound]) {
      const records = syntheticRun({ device: made, rounds: 1 });
      expectPrintable(records);
      const { verdict, findings } = analyze(records, environment);
      expect(verdict.regime).toBe('undecided');
      expect(verdict.sentence).toMatch(/fewer than 5 rounds/);
      for (const { id, status } of findings.filter(measuresSomething))
        expect([id, status]).toEqual([id, 'undecided']);
    }
    expectPrintable(syntheticRun({ device, rounds: 2 }));
  });

  it('survives times of zero and of one sample', () => {
    expectPrintable([
      okRecord({ timesNs: [0, 0, 0, 0, 0, 0] }),
      okRecord({ timesNs: [1000], cache: 'hot' }),
      okRecord({
        kernelId: 'probe/read',
        operation: 'read',
        format: 'words',
        timesNs: [0],
        work: { compulsoryBytes: 0 },
      }),
    ]);
  });

  it('does not change with the unit of time', () => {
    const scaled = analyze(scaleTimes(run, 1024), environment);
    const plain = analyze(run, environment);
    // How many GPUs a model takes (C3) depends on how fast they are; what limits them does not.
    const statuses = ({ findings }: Analysis) =>
      findings.filter(({ id }) => id !== 'C3').map(({ id, status }) => [id, status]);
    expect(statuses(scaled)).toEqual(statuses(plain));
    expect(scaled.crossovers.map(({ status, crossing }) => [status, crossing])).toEqual(
      plain.crossovers.map(({ status, crossing }) => [status, crossing]),
    );
    expect(scaled.verdict.regime).toBe(plain.verdict.regime);
    expect(scaled.ceilings.map(({ kind }) => kind)).toEqual(plain.ceilings.map(({ kind }) => kind));
  });

  it('comes out to the same bits from records read back from JSON, and in another order', () => {
    const again = JSON.parse(JSON.stringify(run)) as BenchRecord[];
    expect(JSON.stringify(analyze(again, environment))).toBe(JSON.stringify(analyze(run, environment)));
  });

  it('takes the last record of an address', () => {
    const before = run.map(record =>
      record.operation === 'fma' ? okRecord({ ...record, timesNs: [1e9] }) : record,
    );
    const latest = analyze([...before, ...run], environment);
    expect(latest.ceilings).toEqual(analyze(run, environment).ceilings);
  });

  it('keeps every interval around its value', () => {
    const { ceilings, findings, crossovers } = analyze(run, environment);
    const estimates = [
      ...ceilings,
      ...findings,
      ...crossovers.flatMap(series => series.points.map(toEstimate)),
    ];
    for (const { value, low, high } of estimates) {
      if (value === null || low === null || high === null) continue;
      expect(low).toBeLessThanOrEqual(value);
      expect(high).toBeGreaterThanOrEqual(value);
    }
  });

  function toEstimate({ ratio, low, high }: { ratio: number; low: number; high: number }) {
    return { value: ratio, low, high };
  }
});

describe('the thresholds', () => {
  it('are those of the method', () => {
    expect(THRESHOLDS).toMatchObject({
      e1SupportedShare: 0.8,
      e1RefutedShare: 0.6,
      e1NoCeilingShare: 1.05,
      e6SupportedRatio: 0.7,
      e6RefutedRatio: 0.85,
      ceilingMemoryRatio: 0.7,
      ceilingInstructionRatio: 0.85,
      regimeShare: 0.6,
      crossoverDispatchTimes: 3,
      crossoverNotMonotoneShare: 0.05,
    });
  });
});
