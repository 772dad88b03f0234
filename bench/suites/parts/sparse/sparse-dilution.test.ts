import { describe, expect, it } from 'vitest';
import { okRecord, sparseFacts, steadyTimes } from '../../../../src/analysis/testing/records.ts';
import { kernels } from '../../../../src/catalog.ts';
import { RESIDENT_SET_BYTES } from '../../../../src/core/dilution.ts';
import { completeTunables } from '../../../../src/core/kernel.ts';
import type { SuiteContext } from '../../../../src/core/plan.ts';
import { problem } from '../cases.ts';
import { sparseDilutionSection } from './sparse-dilution.ts';

const SIDE = 1024;
const context = { pilot: { residentBytes: RESIDENT_SET_BYTES } } as SuiteContext;

function product(kernelId: string, ns: number, density = 0.1, tunables: Record<string, number> = {}) {
  return okRecord({
    kernelId,
    tunables: completeTunables(kernels.get(kernelId)!, tunables),
    problem: sparseFacts('uniform', SIDE, SIDE, density),
    problemSpec: problem('uniform', { m: SIDE, n: SIDE, density }),
    timesNs: steadyTimes(ns, 20),
  });
}

/** "spmv/sell 0.5": what stands beside the reference, by the share of its traffic or its quads in flight. */
function rungsOf(records: readonly ReturnType<typeof product>[]): readonly string[] {
  return sparseDilutionSection(context, SIDE, [0.1], 1)
    .choose(records)
    .map(([reference, rung]) => {
      expect(reference.kernelId).toBe(rung!.kernelId);
      const { kernelId, memoryShare, tunables } = rung!;
      return memoryShare < 1 ? `${kernelId} at ${memoryShare}` : `${kernelId} × ${tunables.quadsInFlight}`;
    });
}

describe('the section that asks whether memory limits sparse products', () => {
  it('dilutes the fastest, and varies the loads in flight of the fastest that lets them be varied', () => {
    const records = [product('spmv/sell', 40e3), product('spmv/csr-vector', 50e3)];
    expect(rungsOf(records)).toEqual([
      'spmv/sell at 0.5',
      'spmv/sell at 0',
      'spmv/csr-vector × 1',
      'spmv/csr-vector × 4',
    ]);
  });

  it('goes no further than the tunable does, and looks at no other density', () => {
    const records = [
      product('spmv/csr-vector', 50e3, 0.1, { quadsInFlight: 4 }),
      product('spmv/csr-vector', 10e3, 0.02),
    ];
    expect(rungsOf(records)).toEqual([
      'spmv/csr-vector at 0.5',
      'spmv/csr-vector at 0',
      'spmv/csr-vector × 2',
    ]);
  });

  it('is empty where no sparse product was measured', () => {
    expect(rungsOf([])).toEqual([]);
  });
});
