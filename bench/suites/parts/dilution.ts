import type { DeferredSection } from '../../../src/core/plan.ts';
import type { Case, OkRecord } from '../../../src/core/record.ts';
import { caseOf } from './cases.ts';

const SHARES = [0.75, 0.5, 0.25, 0] as const;
const CONTROL_SHARES = [0.5, 0] as const;

/**
 * E6 once the fastest kernels are known: the GEMV and the read probe that judge the device, and the random gather as
 * positive control, each in pairs with its undiluted self; and the GEMV beside the read probe of the same bytes.
 */
export function dilutionSection(side: number, weight: number): DeferredSection {
  return {
    id: 'dilution',
    title: 'Dilution of memory traffic',
    weight,
    choose(records) {
      const timed = records.filter((record): record is OkRecord => record.status === 'ok');
      const gemv = fastest(timed.filter(r => r.kernelId.startsWith('gemv/') && isStreamed(r, side)));
      const read = fastest(timed.filter(r => r.kernelId === 'probe/read' && r.cache === 'stream'));
      const gather = fastest(timed.filter(r => r.kernelId === 'probe/gather'));
      return [
        ...(gemv && read ? [[caseOf(read), caseOf(gemv)] as const] : []),
        ...ladder(gemv, SHARES),
        ...ladder(read, SHARES),
        ...ladder(gather, CONTROL_SHARES),
      ];
    },
  };
}

function ladder(record: OkRecord | null, shares: readonly number[]): readonly (readonly [Case, Case])[] {
  return record ? shares.map(memoryShare => [caseOf(record), caseOf(record, { memoryShare })] as const) : [];
}

function isStreamed(record: OkRecord, side: number): boolean {
  return (
    record.cache === 'stream' && record.problem.rowCount === side && record.problemSpec.generator === 'dense'
  );
}

function fastest(records: readonly OkRecord[]): OkRecord | null {
  return [...records].sort((a, b) => a.summary.medianNs - b.summary.medianNs)[0] ?? null;
}
