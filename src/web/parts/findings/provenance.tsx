import { adapterName } from '../../../core/environment.ts';
import { printable } from '../../../core/printable.ts';
import type { Remark } from '../../../core/record/remark.ts';
import { formatCount } from '../../../core/units.ts';
import { judgedByText } from '../../../report/rows/judged-by.ts';
import { integrity, remarksOf, type Shown } from '../../state.ts';

/** Of a loaded file, before anything else: whose it is, whether it agrees with itself, and whether it can have happened. */
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
      <Examination />
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
  return (
    <p class="alarm" role="alert">
      This file disagrees with itself. {printable(now.first)}
      {moreText(now.count)}
    </p>
  );
}

/** A line of its own from the beginning: what is found out late must not push the answer down. */
function Examination() {
  const now = integrity.value;
  if (now === null || now.status === 'broken') return null;
  return (
    <p class="small quiet examination">
      {now.status === 'checking' || now.remarks === null ? (
        'Asking whether it can have happened…'
      ) : (
        <Remarks />
      )}
    </p>
  );
}

/** In short; all of it stands under how it was measured. */
function Remarks() {
  const [impossible, doubtful, unknown] = (['impossible', 'doubtful', 'unknown'] as const).map(remarksOf);
  if (impossible!.length > 0) {
    return (
      <strong class="fault" role="alert">
        This run cannot have happened: it breaks {relationsText(impossible!)}.
      </strong>
    );
  }
  if (doubtful!.length > 0) {
    return <strong role="status">It is doubtful: few runs break {relationsText(doubtful!)}.</strong>;
  }
  return unknown!.length > 0
    ? 'What its kernels launched, by another version, is not compared.'
    : 'Nothing in it speaks against its having happened.';
}

/** By its name src/integrity says why a relation must hold. */
function relationsText(remarks: readonly Remark[]): string {
  const relations = [...new Set(remarks.map(({ relation }) => relation))];
  const more = relations.length - 1;
  return `the relation ${relations[0]}${more > 0 ? ` and ${formatCount(more)} more` : ''}`;
}

function moreText(count: number): string {
  return count > 1 ? ` (and ${formatCount(count - 1)} more)` : '';
}
