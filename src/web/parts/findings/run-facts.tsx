import { formatCount } from '../../../core/units.ts';
import { environmentFacts, unsteadyText } from '../../../report/rows/overview.ts';
import type { Shown } from '../../state.ts';

/** Where, when and how steadily it was measured. */
export function RunFacts({ shown: { file, measured } }: { readonly shown: Shown }) {
  if (file === null) return <p class="quiet">The run failed before there was a result file.</p>;
  const unsteady = unsteadyText(file.session);
  return (
    <>
      {unsteady !== null && <p class="amber">The device was unsteady: {unsteady}.</p>}
      <dl class="facts">
        <div>
          <dt>cases</dt>
          <dd>{countsOf(measured.records)}</dd>
        </div>
        {environmentFacts(file).map(fact => (
          <div key={fact.label}>
            <dt>{fact.label}</dt>
            <dd>{fact.text}</dd>
          </div>
        ))}
      </dl>
    </>
  );
}

function countsOf(records: Shown['measured']['records']): string {
  const count = (status: string) => records.filter(record => record.status === status).length;
  const parts = [
    `${formatCount(count('ok'))} measured`,
    count('skipped') > 0 ? `${formatCount(count('skipped'))} skipped` : '',
    count('failed') > 0 ? `${formatCount(count('failed'))} failed` : '',
  ];
  return parts.filter(part => part !== '').join(', ');
}
