import { adapterName, warningsOf } from '../../../core/environment.ts';
import { printable } from '../../../core/printable.ts';
import { formatCount } from '../../../core/units.ts';
import { judgedByText } from '../../../report/rows/judged-by.ts';
import { environmentFacts, headline, unsteadyText } from '../../../report/rows/overview.ts';
import { integrity, type Shown } from '../../state.ts';

/** Where, when and how steadily it was measured; above the answer, small. */
export function RunFacts({ shown }: { readonly shown: Shown }) {
  const { file, environment, name, measured } = shown;
  const { adapter } = environment;
  const counts = countsOf(measured.records);
  const judgedBy = file && judgedByText(file);
  const unsteady = file && unsteadyText(file.session);
  return (
    <div class="run-facts">
      <p class="small quiet">
        {adapterName(adapter)} · {adapter.class}
        {file && ` · ${headline(file)}`}
        {name !== null && ` · from ${name}`}
        {` · ${counts}`}
      </p>
      {warningsOf(environment).map(warning => (
        <p key={warning} class="amber">
          {warning}
        </p>
      ))}
      {unsteady !== null && <p class="amber">The device was unsteady: {unsteady}.</p>}
      {name !== null && <IntegrityLine byOtherRules={judgedBy !== null} />}
      {judgedBy !== null && <p class="small quiet">{judgedBy}</p>}
      {file && (
        <details class="more">
          <summary>How it was measured</summary>
          <dl class="facts">
            {environmentFacts(file).map(fact => (
              <div key={fact.label}>
                <dt>{fact.label}</dt>
                <dd>{fact.text}</dd>
              </div>
            ))}
          </dl>
        </details>
      )}
    </div>
  );
}

/** Whether a loaded file agrees with itself. */
function IntegrityLine({ byOtherRules }: { readonly byOtherRules: boolean }) {
  const now = integrity.value;
  if (now === null) return null;
  if (now.status === 'checking')
    return <p class="small quiet">Recomputing hashes, summaries and findings…</p>;
  if (now.status === 'sound') {
    const what = byOtherRules ? 'hash and summary' : 'hash, summary and finding';
    return <p class="small quiet">Every {what} in this file follows from its samples.</p>;
  }
  const more = now.count > 1 ? ` (and ${formatCount(now.count - 1)} more)` : '';
  return (
    <p class="alarm" role="alert">
      This file disagrees with itself. {printable(now.first)}
      {more}
    </p>
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
