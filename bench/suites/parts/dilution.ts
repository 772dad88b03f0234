import type { Group, Section } from '../../../src/core/plan.ts';
import type { BenchRecord, Case, OkRecord } from '../../../src/core/record.ts';
import { caseOf } from './cases.ts';

const SHARES = [0.75, 0.5, 0.25, 0] as const;
const CONTROL_SHARES = [0.5, 0] as const;

/**
 * E6 once the fastest kernels are known: the GEMV and the read probe that judge the device, and the random gather as
 * positive control, each in pairs with its undiluted self; and the GEMV beside the read probe of the same bytes.
 * Null where it was done before, or nothing was measured.
 */
export function dilutionSection(
  records: readonly BenchRecord[],
  side: number,
  weight: number,
): Section | null {
  if (records.some(record => record.memoryShare < 1)) return null;
  const timed = records.filter((record): record is OkRecord => record.status === 'ok');
  const gemv = fastest(timed.filter(r => r.kernelId.startsWith('gemv/') && isStreamed(r, side)));
  const read = fastest(timed.filter(r => r.kernelId === 'probe/read' && r.cache === 'stream'));
  const gather = fastest(timed.filter(r => r.kernelId === 'probe/gather'));
  const groups: Group[] = [
    ...(gemv && read ? [[caseOf(read), caseOf(gemv)] as const] : []),
    ...ladder(gemv, SHARES),
    ...ladder(read, SHARES),
    ...ladder(gather, CONTROL_SHARES),
  ];
  return groups.length === 0 ? null : { id: 'dilution', title: 'Dilution of memory traffic', groups, weight };
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
