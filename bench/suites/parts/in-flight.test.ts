import { describe, expect, it } from 'vitest';
import { okRecord, steadyTimes } from '../../../src/analysis/testing/records.ts';
import { kernels } from '../../../src/catalog.ts';
import { IN_FLIGHT_TUNABLES } from '../../../src/core/kernel.ts';
import { inFlightSection } from './in-flight.ts';

function variedOf(tunables: Readonly<Record<string, number>>, kernelId = 'gemv/rows-per-workgroup') {
  const judged = okRecord({ kernelId, tunables, timesNs: steadyTimes(9_000, 5) });
  return inFlightSection(1024, 1)
    .choose([judged])
    .map(([reference, varied]) => {
      expect(reference.tunables).toEqual(tunables);
      return varied!.tunables;
    });
}

describe('the section of loads in flight', () => {
  it('varies the one tunable, and keeps the others', () => {
    expect(variedOf({ rowsPerGroup: 2, workgroupSize: 64 })).toEqual([
      { rowsPerGroup: 1, workgroupSize: 64 },
      { rowsPerGroup: 4, workgroupSize: 64 },
    ]);
  });

  it('goes no further than the tunables do', () => {
    expect(variedOf({ rowsPerGroup: 8 })).toEqual([{ rowsPerGroup: 4 }]);
  });

  it('is empty for a kernel without such a tunable, and without a judged product', () => {
    expect(variedOf({ workgroupSize: 64 }, 'gemv/row-per-thread')).toEqual([]);
    expect(inFlightSection(1024, 1).choose([])).toEqual([]);
  });

  it('knows tunables that kernels have', () => {
    const names = [...kernels.values()].flatMap(({ tunables }) => Object.keys(tunables));
    for (const name of IN_FLIGHT_TUNABLES) expect(names).toContain(name);
  });
});
