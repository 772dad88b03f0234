import { useEffect, useState } from 'preact/hooks';
import { THRESHOLDS } from '../../analysis/evidence/thresholds.ts';
import { formatNumber, trimZeros } from '../../core/units.ts';
import { Catalogue } from '../parts/measure/catalogue.tsx';
import { shown } from '../state.ts';

type MethodText = typeof import('../parts/method-text.tsx');

/** What is counted, how it is timed and judged: the text that `ridgepoint method` prints, with the constants in force. */
export function MethodView() {
  const [method, setMethod] = useState<MethodText | null>(null);
  // Half of what the page loads is not read on most visits.
  useEffect(() => void import('../parts/method-text.tsx').then(setMethod), []);
  const loaded = shown.value?.file ?? null;
  const thresholds = loaded?.thresholds ?? THRESHOLDS;
  return (
    <div class="method">
      <h1>How it is measured</h1>
      {method && <method.MethodText thresholds={{ ...THRESHOLDS, ...thresholds }} />}
      <section>
        <h2>Constants in force</h2>
        <p>
          {loaded
            ? 'Written into the result file that is shown.'
            : 'Fixed before any run, and written into every result file.'}
        </p>
        <dl class="facts constants">
          {Object.entries(thresholds).map(([name, value]) => (
            <div key={name}>
              <dt>
                <code>{name}</code>
              </dt>
              <dd>{trimZeros(formatNumber(value, 4))}</dd>
            </div>
          ))}
        </dl>
      </section>
      <Catalogue />
    </div>
  );
}
