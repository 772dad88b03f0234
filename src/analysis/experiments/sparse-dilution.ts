import type { Ceiling, Finding } from '../../core/record/finding.ts';
import type { OkRecord } from '../../core/record/record.ts';
import { formatShare, perSecond } from '../../core/units.ts';
import { dilutionOf } from '../evidence/dilution-ratio.ts';
import { costOf, type DispatchCosts } from '../evidence/dispatch-cost.ts';
import { fastest, groupBy, isDense, plainRecords, problemKey } from '../evidence/usable.ts';
import { dilutionFinding } from './dilution.ts';

/**
 * S1: is the sparse product limited by memory? By pattern and density, the fastest sparse kernel that was diluted; with
 * its rates beside the read and the gather ceiling, since its x is gathered.
 */
export function sparseDilutionFindings(
  records: readonly OkRecord[],
  ceilings: readonly Ceiling[],
  { control, costs }: { readonly control: Finding; readonly costs: DispatchCosts },
): readonly Finding[] {
  const sparse = plainRecords(records).filter(
    record => record.operation === 'matvec' && !isDense(record) && dilutionOf(record, records, 0.5) !== null,
  );
  return [...groupBy(sparse, problemKey).values()]
    .flatMap(sameProblem => fastest(sameProblem) ?? [])
    .sort((a, b) => a.problem.density - b.problem.density)
    .map(record => {
      const { pattern, density, rowCount, columnCount } = record.problem;
      const made = dilutionFinding(
        record,
        records,
        { control, cost: costOf(costs, record) },
        {
          id: `S1/${pattern}/${rowCount}x${columnCount}/${formatShare(density).replace(' ', '')}`,
          title: `Dilution of the sparse product, ${pattern}, density ${formatShare(density)}`,
          unit: 'ratio',
        },
      );
      return { ...made, reason: `${made.reason}${ratesText(record, ceilings)}` };
    });
}

function ratesText({ work, summary }: OkRecord, ceilings: readonly Ceiling[]): string {
  const rate = perSecond(work.compulsoryBytes, summary.medianNs);
  const shares = (['read', 'gather'] as const).flatMap(id => {
    const ceiling = ceilings.find(candidate => candidate.id === id)?.value ?? 0;
    return ceiling > 0 ? [`${formatShare(rate / ceiling)} of the ${id} ceiling`] : [];
  });
  return shares.length === 0 ? '' : ` Its compulsory bytes move at ${shares.join(', ')}.`;
}
