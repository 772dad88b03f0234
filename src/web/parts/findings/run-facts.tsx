import { printable } from '../../../core/printable.ts';
import { remarkText } from '../../../core/record/remark.ts';
import { formatCount } from '../../../core/units.ts';
import { environmentFacts, unsteadyText } from '../../../report/rows/overview.ts';
import { remarksOf, type Shown } from '../../state.ts';

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
        <Doubts />
      </dl>
    </>
  );
}

/** So many remarks are told, the others counted. */
const MOST_REMARKS = 8;

/** Why a loaded file cannot have happened, or is doubtful; nothing where neither is so. */
function Doubts() {
  const remarks = [...remarksOf('impossible'), ...remarksOf('doubtful')];
  const rest = remarks.length - MOST_REMARKS;
  if (remarks.length === 0) return null;
  return (
    <div>
      <dt>doubts</dt>
      <dd>
        {remarks.slice(0, MOST_REMARKS).map((remark, index) => (
          <p key={index}>{printable(`${remarkText(remark)} (${remark.severity}, ${remark.relation})`)}</p>
        ))}
        {rest > 0 && <p>And {formatCount(rest)} more.</p>}
      </dd>
    </div>
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
