import type { Finding } from '../../core/record/finding.ts';
import type { OkRecord } from '../../core/record/record.ts';
import { formatShare } from '../../core/units.ts';
import { costOf, type DispatchCosts } from '../evidence/dispatch-cost.ts';
import { fastest, groupBy, isSparse, plainRecords, problemKey } from '../evidence/usable.ts';
import { latencyFinding } from './latency.ts';

/**
 * E8 of sparse products: a product that dilution finds limited by memory may wait for its latency, not for its bandwidth.
 * By pattern and density, the sparse product that was run with most other loads in flight; the fastest of those.
 */
export function sparseLatencyFindings(
  records: readonly OkRecord[],
  { costs }: { readonly costs: DispatchCosts },
): readonly Finding[] {
  const sparse = plainRecords(records).filter(record => record.operation === 'matvec' && isSparse(record));
  return [...groupBy(sparse, problemKey).values()]
    .flatMap(sameProblem => shownOf(sameProblem.map(record => latencyOf(record, sameProblem, costs))))
    .sort((a, b) => a.record.problem.density - b.record.problem.density)
    .map(({ finding }) => finding);
}

interface Candidate {
  readonly record: OkRecord;
  readonly finding: Finding;
}

/** What was varied stands in evidence twice over; its variants have only it to compare with. */
function shownOf(candidates: readonly Candidate[]): readonly Candidate[] {
  const measured = candidates.filter(({ finding }) => finding.value !== null);
  const most = Math.max(...measured.map(({ finding }) => finding.evidence.length));
  const varied = measured.filter(({ finding }) => finding.evidence.length === most);
  const best = fastest(varied.map(({ record }) => record));
  return varied.filter(({ record }) => record === best);
}

function latencyOf(record: OkRecord, records: readonly OkRecord[], costs: DispatchCosts): Candidate {
  const { pattern, density, rowCount, columnCount } = record.problem;
  const finding = latencyFinding(record, records, costOf(costs, record), {
    id: `E8/${pattern}/${rowCount}x${columnCount}/${formatShare(density).replace(' ', '')}`,
    subject: `Latency of the sparse product, ${pattern}, density ${formatShare(density)}`,
  });
  return { record, finding };
}
