import { describe, expect, it } from 'vitest';
import { comparedRun } from '../testing/compared.ts';
import { distinctRuns, filterRuns, newestRuns } from './choose-runs.ts';

const january = comparedRun({ startedAt: '2026-01-02T00:00:00.000Z' });
const march = comparedRun({ startedAt: '2026-03-02T00:00:00.000Z' });
const smoke = comparedRun({ startedAt: '2026-04-02T00:00:00.000Z', suite: 'smoke' });
const browser = comparedRun({
  runtime: 'Chrome',
  runtimeVersion: '147.0',
  vendor: 'Apple',
  class: 'software',
});

describe('the runs of a table', () => {
  it('are the newest of every machine and suite, once each, in whatever order they come', () => {
    for (const runs of [
      [january, march, smoke, browser, march],
      [browser, smoke, march, march, january],
    ]) {
      expect(newestRuns(runs)).toEqual([smoke, march, browser]);
      expect(distinctRuns(runs)).toHaveLength(4);
    }
  });

  it('are filtered by class, vendor, runtime, suite and date', () => {
    const all = [january, march, smoke, browser];
    expect(filterRuns(all, {})).toEqual(all);
    expect(filterRuns(all, { class: 'software' })).toEqual([browser]);
    expect(filterRuns(all, { vendor: 'apple' })).toEqual([browser]);
    expect(filterRuns(all, { runtime: 'chrome 147' })).toEqual([browser]);
    expect(filterRuns(all, { suite: 'smoke' })).toEqual([smoke]);
    expect(filterRuns(all, { since: '2026-03' })).toEqual([march, smoke]);
    expect(filterRuns(all, { until: '2026-01', class: 'hardware' })).toEqual([january]);
    expect(filterRuns(all, { since: '2026-03-02', until: '2026-03-02' })).toEqual([march]);
  });
});
