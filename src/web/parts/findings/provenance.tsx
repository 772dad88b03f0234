import { adapterName } from '../../../core/environment.ts';
import { printable } from '../../../core/printable.ts';
import { formatCount } from '../../../core/units.ts';
import { judgedByText } from '../../../report/rows/judged-by.ts';
import { integrity, type Shown } from '../../state.ts';

/** Of a loaded file, before anything else: whose it is, and whether it agrees with itself. */
export function Provenance({ shown: { file, environment, name } }: { readonly shown: Shown }) {
  if (name === null) return null;
  const judgedBy = file && judgedByText(file);
  return (
    <div class="provenance">
      <p class="small quiet">
        Measured on {adapterName(environment.adapter)}, from {name}.{' '}
        <IntegrityText byOtherRules={judgedBy !== null} />
        {judgedBy !== null && ' Judged by the rules of today.'}
      </p>
      <Disagreement />
    </div>
  );
}

function IntegrityText({ byOtherRules }: { readonly byOtherRules: boolean }) {
  const status = integrity.value?.status;
  if (status === 'checking') return 'Recomputing hashes, summaries and findings…';
  if (status !== 'sound') return null;
  const what = byOtherRules ? 'hash and summary' : 'hash, summary and finding';
  return `Every ${what} follows from its samples.`;
}

function Disagreement() {
  const now = integrity.value;
  if (now?.status !== 'broken') return null;
  const more = now.count > 1 ? ` (and ${formatCount(now.count - 1)} more)` : '';
  return (
    <p class="alarm" role="alert">
      This file disagrees with itself. {printable(now.first)}
      {more}
    </p>
  );
}
