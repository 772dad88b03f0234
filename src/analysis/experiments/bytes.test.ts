import { describe, expect, it } from 'vitest';
import type { Finding } from '../../core/record/finding.ts';
import type { OkRecord } from '../../core/record/record.ts';
import type { DispatchCost } from '../evidence/dispatch-cost.ts';
import { launchCost } from '../testing/launch-cost.ts';
import { denseFacts, okRecord, type RecordOptions, steadyTimes } from '../testing/records.ts';
import { byteLadderFinding } from './bytes.ts';
import { dilutedRungs } from './diluted-rungs.ts';

const SIDE = 1024;

const responding = { control: { status: 'supported' } as Finding, cost: launchCost(0) };

function timed(ns: number, group: string, fields: RecordOptions, rounds = 20): OkRecord {
  return okRecord({ ...fields, timesNs: steadyTimes(ns, rounds), group });
}

/** A GEMV of some value type that takes `ns`, with its half-diluted self at `half` of that. */
function rung(type: string, bytes: number, ns: number, half: number, rounds = 20): OkRecord[] {
  const fields = {
    kernelId: type === 'f32' ? 'gemv/rows-per-workgroup' : `gemv/${type}`,
    format: `dense-${type}`,
    problem: denseFacts(SIDE, SIDE),
    work: { compulsoryBytes: bytes } as OkRecord['work'],
  };
  return [
    timed(ns, 'ladder', fields, rounds),
    timed(ns * half, 'ladder', { ...fields, memoryShare: 0.5 }, rounds),
  ];
}

describe('E3, the byte ladder', () => {
  const judge = (records: readonly OkRecord[]) =>
    byteLadderFinding(dilutedRungs(records[0]!, records, responding), responding.cost);
  const f32 = rung('f32', 4e6, 40_000, 0.5);

  it.each([
    [20_000, 'supported', 1],
    [28_284, 'undecided', 0.5],
    [34_000, 'refuted', 0.234],
    [10_000, 'undecided', 2],
  ])('with f16 taking %i of 40,000 ns is %s', (ns, status, slope) => {
    const finding = judge([...f32, ...rung('f16', 2e6, ns, 0.5)]);
    expect(finding.status).toBe(status);
    expect(finding.value).toBeCloseTo(slope, 2);
  });

  it('leaves rungs that dilution refutes out of the slope, and lists them', () => {
    const finding = judge([...f32, ...rung('f16', 2e6, 20_000, 0.5), ...rung('i4', 5e5, 20_000, 0.97)]);
    expect(finding.status).toBe('supported');
    expect(finding.reason).toMatch(/Dequantisation-limited, by dilution of the rung: i4\./);
  });

  it('is about the time beyond launching, and without that time refutes nothing', () => {
    const records = [...rung('f32', 4e6, 50_000, 0.6), ...rung('f16', 2e6, 30_000, 0.7)];
    const judged = (cost: DispatchCost | null) =>
      byteLadderFinding(dilutedRungs(records[0]!, records, { ...responding, cost }), cost);
    expect(judged(launchCost(10_000)).value).toBeCloseTo(1, 2);
    expect(judged(launchCost(10_000)).status).toBe('supported');
    expect(judged(launchCost(0)).status).toBe('undecided');
    const flat = [...f32, ...rung('f16', 2e6, 34_000, 0.5)];
    const unknown = byteLadderFinding(dilutedRungs(flat[0]!, flat, { ...responding, cost: null }), null);
    expect(unknown.status).toBe('undecided');
    expect(unknown.reason).toMatch(/t0 unknown.*refutes nothing/);
  });

  it('cannot decide where f16 does not count', () => {
    const finding = judge([...f32, ...rung('f16', 2e6, 38_000, 0.97)]);
    expect(finding.status).toBe('undecided');
    expect(finding.value).toBeCloseTo(0.074, 2);
    expect(finding.reason).toMatch(/f32 and f16 do not both count/);
  });

  it('is not measured without f16, and not decided by four rounds', () => {
    expect(judge(f32)).toMatchObject({ status: 'undecided', value: null });
    expect(judge(f32).reason).toMatch(/f16 is missing/);
    const brief = judge([...rung('f32', 4e6, 40_000, 0.5, 4), ...rung('f16', 2e6, 20_000, 0.5, 4)]);
    expect(brief).toMatchObject({ status: 'undecided' });
  });
});
