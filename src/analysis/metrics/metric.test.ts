import { describe, expect, it } from 'vitest';
import type { OkRecord } from '../../core/record/record.ts';
import { findCeilings } from '../ceilings/ceilings.ts';
import { okRecord, steadyTimes } from '../testing/records.ts';
import arithmeticIntensity from './arithmetic-intensity.metric.ts';
import compulsoryBytes from './compulsory-bytes.metric.ts';
import executionTime from './execution-time.metric.ts';
import fmaFraction from './fma-fraction.metric.ts';
import readFraction from './read-fraction.metric.ts';
import usefulFlops from './useful-flops.metric.ts';

const gemv = okRecord({
  timesNs: steadyTimes(1_000, 20),
  work: { usefulFlops: 2e6, executedFlops: 4e6, compulsoryBytes: 1e6, modelledBytes: 3e6 },
});
const probe = (operation: 'read' | 'fma', ns: number, work: Partial<OkRecord['work']>) =>
  okRecord({
    kernelId: `probe/${operation}`,
    operation,
    problemSpec: { generator: operation, params: {}, seed: 1 },
    timesNs: steadyTimes(ns, 20),
    work,
    group: 'elsewhere',
  });
const probes = [
  probe('read', 4_000, { usefulFlops: 0, compulsoryBytes: 2e6 }),
  probe('fma', 1_000, { usefulFlops: 4e6, compulsoryBytes: 4 }),
];
const run = { records: [gemv, ...probes], ceilings: findCeilings(probes) };
const nothing = { records: [], ceilings: [] };

describe('metrics', () => {
  it('use useful FLOPs and compulsory bytes over the median', () => {
    expect(executionTime.of(gemv, nothing)).toBe(1000);
    expect(usefulFlops.of(gemv, nothing)).toBeCloseTo(2e12, 0);
    expect(compulsoryBytes.of(gemv, nothing)).toBeCloseTo(1e12, 0);
    expect(arithmeticIntensity.of(gemv, nothing)).toBe(2);
  });

  it('show fractions above 1', () => {
    expect(readFraction.of(gemv, run)).toBeCloseTo(2, 9);
    expect(fmaFraction.of(gemv, run)).toBeCloseTo(0.5, 9);
  });

  it('are absent, not zero, where a record or a ceiling cannot say', () => {
    expect(readFraction.of(gemv, nothing)).toBeNull();
    const unresolved = okRecord({ timesNs: steadyTimes(1000, 20), resolutionNs: 1e7 });
    expect([executionTime, usefulFlops, readFraction].map(metric => metric.of(unresolved, run))).toEqual([
      null,
      null,
      null,
    ]);
    const host = okRecord({ kernelId: 'host/js-dense', timerId: 'host' });
    expect(readFraction.of(host, run)).toBeNull();
    expect(usefulFlops.of(okRecord({ work: { usefulFlops: 0 } }), nothing)).toBeNull();
  });
});
