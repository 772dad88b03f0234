import { adapterName } from '../../../core/environment.ts';
import { printable } from '../../../core/printable.ts';
import { type Remark, remarkText, type Severity } from '../../../core/record/remark.ts';
import { formatCount } from '../../../core/units.ts';
import { judgedByText } from '../../../report/rows/judged-by.ts';
import { integrity, type Shown } from '../../state.ts';

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
        {isByAnotherVersion() && ' What its kernels launched, by another version, is not compared.'}
      </p>
      <Disagreement />
      <Remarks severity="impossible" class="alarm" lead="This run cannot have happened." />
      <Remarks severity="doubtful" class="amber" lead="Few runs say this." />
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

function remarksOf(severity: Severity): readonly Remark[] {
  const now = integrity.value;
  return (now?.status === 'sound' ? now.remarks : null)?.filter(remark => remark.severity === severity) ?? [];
}

function isByAnotherVersion(): boolean {
  return remarksOf('unknown').length > 0;
}

interface RemarksProps {
  readonly severity: Severity;
  readonly class: 'alarm' | 'amber';
  readonly lead: string;
}

/** The first, with the relation that it breaks, by which src/integrity says why it must hold. */
function Remarks({ severity, class: kind, lead }: RemarksProps) {
  const remarks = remarksOf(severity);
  const [first] = remarks;
  if (!first) return null;
  return (
    <p class={kind} role={severity === 'impossible' ? 'alert' : 'status'}>
      {lead} {printable(remarkText(first))}, against the relation {first.relation}
      {moreText(remarks.length)}
    </p>
  );
}

function moreText(count: number): string {
  return count > 1 ? ` (and ${formatCount(count - 1)} more)` : '';
}
