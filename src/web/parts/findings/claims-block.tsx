import { useMemo, useState } from 'preact/hooks';
import type { ClaimInputs } from '../../../analysis/claims/inputs.ts';
import { CLAIM_SOURCES, claimIdOf } from '../../../analysis/claims/sources.ts';
import type { Finding } from '../../../core/record/finding.ts';
import { keepUnits } from '../../../core/units.ts';
import { findingValue } from '../../../report/rows/overview.ts';
import { openAddress, type Shown } from '../../state.ts';
import { StatusWord } from './finding-multiples.tsx';

type ClaimFormModule = typeof import('./claim-form.tsx');

/** The claims of the debate beside what was measured; what they assume can be changed, and the table follows. */
export function ClaimsBlock({ shown }: { readonly shown: Shown }) {
  const { measured, live, environment } = shown;
  const deviceClass = environment.adapter.class;
  const [inputs, setInputs] = useState<ClaimInputs | null>(null);
  const [form, setForm] = useState<ClaimFormModule | null>(null);
  const stated = measured.findings.filter(finding => claimIdOf(finding) !== null);
  const claims = useMemo(
    () => (inputs && form ? form.claimsOf(measured.records, measured, { deviceClass, inputs }) : stated),
    [measured, inputs, form],
  );
  if (stated.length === 0) {
    return (
      <p class={live ? 'reserved quiet' : 'quiet'}>
        {live ? 'Follows from the findings.' : 'This result file holds no claims.'}
      </p>
    );
  }
  return (
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard */}
      <section class="table-frame whole" tabIndex={0} aria-label="Claims">
        <table class="claims">
          <thead>
            <tr>
              <th scope="col">Claim</th>
              <th scope="col">Here</th>
              <th scope="col">Measured, and how</th>
            </tr>
          </thead>
          <tbody>
            {claims.map((finding, i) => (
              <ClaimRow key={finding.id} finding={finding} again={sameClaim(finding, claims[i - 1])} />
            ))}
          </tbody>
        </table>
      </section>
      <details class="more no-print" onToggle={() => void import('./claim-form.tsx').then(setForm)}>
        <summary>Assume other figures</summary>
        {form && (
          <form.ClaimForm claimIds={new Set(stated.map(claimIdOf))} inputs={inputs} onChange={setInputs} />
        )}
      </details>
    </>
  );
}

/** C2 has a finding for each type of weights, and is quoted once. */
function sameClaim(finding: Finding, before: Finding | undefined): boolean {
  return before !== undefined && claimIdOf(finding) === claimIdOf(before);
}

function ClaimRow({ finding, again }: { readonly finding: Finding; readonly again: boolean }) {
  const source = CLAIM_SOURCES[claimIdOf(finding) ?? ''];
  const [first] = finding.evidence;
  return (
    <tr>
      <th scope="row">
        <span class="small quiet">{finding.id}</span>
        {source && !again && (
          <>
            <br />
            {keepUnits(source.claim)}
            <br />
            <span class="quiet">{keepUnits(source.source)}</span>
          </>
        )}
      </th>
      <td>
        <StatusWord standing={finding.status} />
      </td>
      <td>
        {finding.value !== null && (
          <>
            <strong>{keepUnits(findingValue(finding))}</strong>
            <br />
          </>
        )}
        {keepUnits(finding.reason)}{' '}
        {first !== undefined && (
          <button
            type="button"
            class="link no-print"
            onClick={() => {
              openAddress.value = first;
            }}
          >
            Record
          </button>
        )}
      </td>
    </tr>
  );
}
