import type { DeferredSection, SuiteContext } from '../../../src/core/plan.ts';
import type { OkRecord } from '../../../src/core/record/record.ts';
import { caseOf, dilutions, fastestOf, fastestStreamed, okRecords } from './cases.ts';
import { isDilutable } from './families.ts';

/** Rounds on a CPU scatter by a quarter: there the pairs that decide run several times in each, the others less. */
const SHARES = {
  hardware: { gemv: [0.75, 0.5, 0.25, 0], read: [0.75, 0.5, 0.25, 0], gather: [0.5, 0] },
  software: { gemv: [0.75, 0.5, 0.5, 0.5, 0.5, 0.25, 0], read: [0.5, 0], gather: [0.5, 0.5, 0.5, 0] },
  brief: { gemv: [0.5, 0], read: [0.5], gather: [0.5, 0] },
} as const;

/**
 * E6 once the fastest kernels are known: the GEMV (the fastest that can be diluted) and the read probe that judge the device, and the random gather as
 * positive control, each in pairs with its undiluted self; and the GEMV beside the read probe of the same bytes.
 */
export function dilutionSection(
  context: SuiteContext,
  side: number,
  weight: number,
  detail: 'brief' | 'full' = 'full',
): DeferredSection {
  const shares = SHARES[detail === 'brief' ? 'brief' : context.deviceClass];
  return {
    id: 'dilution',
    title: 'Dilution of memory traffic',
    weight,
    choose(records) {
      const timed = okRecords(records);
      const gemv = fastestStreamed(
        records.filter(record => isDilutable(record.case.kernelId)),
        side,
      );
      const read = fastestOf(
        timed.filter(r => r.case.kernelId === 'probe/read' && r.case.cache === 'stream'),
      );
      const gather = largestGather(timed);
      return [
        ...(gemv && read ? [[caseOf(read), caseOf(gemv)] as const] : []),
        ...dilutions(context, gemv && caseOf(gemv), shares.gemv),
        ...dilutions(context, read && caseOf(read), shares.read),
        ...dilutions(context, gather && caseOf(gather), shares.gather),
      ];
    },
  };
}

/** Over the largest table: smaller ones, measured for the curve, may lie in a cache. */
function largestGather(timed: readonly OkRecord[]): OkRecord | null {
  const gathers = timed.filter(r => r.case.kernelId === 'probe/gather' && r.case.memoryShare === 1);
  const largest = Math.max(...gathers.map(r => r.copies.workingSetBytes));
  return fastestOf(gathers.filter(r => r.copies.workingSetBytes === largest));
}
