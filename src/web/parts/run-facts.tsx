import { adapterName } from '../../core/environment.ts';
import { formatCount } from '../../core/units.ts';
import { environmentFacts, headline, SOFTWARE_WARNING } from '../../report/overview.ts';
import type { Shown } from '../state.ts';

/** Where, when and how steadily it was measured; above the answer, small. */
export function RunFacts({ shown }: { readonly shown: Shown }) {
  const { file, environment, name, measured } = shown;
  const { adapter } = environment;
  const counts = countsOf(measured.records);
  return (
    <div class="run-facts">
      <p class="small quiet">
        {adapterName(adapter)} · {adapter.class}
        {file && ` · ${headline(file)}`}
        {name !== null && ` · from ${name}`}
        {` · ${counts}`}
      </p>
      {adapter.class === 'software' && <p class="amber">{SOFTWARE_WARNING}</p>}
      {file?.session.unsteady && (
        <p class="amber">
          The device was unsteady: more than a quarter of the rounds drifted, and all of them were kept.
        </p>
      )}
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

function countsOf(records: Shown['measured']['records']): string {
  const count = (status: string) => records.filter(record => record.status === status).length;
  const parts = [
    `${formatCount(count('ok'))} measured`,
    count('skipped') > 0 ? `${formatCount(count('skipped'))} skipped` : '',
    count('failed') > 0 ? `${formatCount(count('failed'))} failed` : '',
  ];
  return parts.filter(part => part !== '').join(', ');
}
