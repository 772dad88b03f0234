import { describe, expect, it } from 'vitest';
import type { findCeilings } from '../ceilings/ceilings.ts';
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
const ceilings = [
  { id: 'read', value: 5e11 },
  { id: 'fma', value: 4e12 },
] as unknown as ReturnType<typeof findCeilings>;

describe('metrics', () => {
  it('use useful FLOPs and compulsory bytes over the median', () => {
    expect(executionTime.of(gemv, [])).toBe(1000);
    expect(usefulFlops.of(gemv, [])).toBeCloseTo(2e12, 0);
    expect(compulsoryBytes.of(gemv, [])).toBeCloseTo(1e12, 0);
    expect(arithmeticIntensity.of(gemv, [])).toBe(2);
  });

  it('show fractions above 1', () => {
    expect(readFraction.of(gemv, ceilings)).toBeCloseTo(2, 9);
    expect(fmaFraction.of(gemv, ceilings)).toBeCloseTo(0.5, 9);
  });

  it('are absent, not zero, where a record or a ceiling cannot say', () => {
    expect(readFraction.of(gemv, [])).toBeNull();
    const unresolved = okRecord({ timesNs: steadyTimes(1000, 20), resolutionNs: 1e7 });
    expect([executionTime, usefulFlops, readFraction].map(metric => metric.of(unresolved, ceilings))).toEqual(
      [null, null, null],
    );
    const host = okRecord({ kernelId: 'host/js-dense', timerId: 'host' });
    expect(readFraction.of(host, ceilings)).toBeNull();
    expect(usefulFlops.of(okRecord({ work: { usefulFlops: 0 } }), [])).toBeNull();
  });
});
