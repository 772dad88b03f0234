import { useMemo, useState } from 'preact/hooks';
import { CLAIM_SOURCES, claimIdOf, claimsOf } from '../../analysis/claims/claims.ts';
import {
  CLAIM_INPUT_FIELDS,
  type ClaimInputField,
  type ClaimInputs,
  DEFAULT_CLAIM_INPUTS,
} from '../../analysis/claims/inputs.ts';
import type { Finding } from '../../core/finding.ts';
import { findingValue } from '../../report/overview.ts';
import { keepUnits } from '../keep-units.ts';
import { openAddress, type Shown } from '../state.ts';
import { StatusWord } from './finding-multiples.tsx';

/** The claims of the debate beside what was measured; what they assume can be changed, and the table follows. */
export function ClaimsBlock({ shown }: { readonly shown: Shown }) {
  const { measured, live } = shown;
  const [inputs, setInputs] = useState(DEFAULT_CLAIM_INPUTS);
  const stated = measured.findings.filter(finding => claimIdOf(finding) !== null);
  // A file keeps the claims as they were found; only other assumptions are worked out anew.
  const claims = useMemo(
    () => (inputs === DEFAULT_CLAIM_INPUTS ? stated : claimsOf(measured.records, measured, inputs)),
    [measured, inputs],
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
      <details class="more no-print">
        <summary>Assume other figures</summary>
        <ClaimForm inputs={inputs} onChange={setInputs} />
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

interface ClaimFormProps {
  readonly inputs: ClaimInputs;
  readonly onChange: (inputs: ClaimInputs) => void;
}

function ClaimForm({ inputs, onChange }: ClaimFormProps) {
  return (
    <>
      <div class="claim-fields">
        {CLAIM_INPUT_FIELDS.map(field => (
          <ClaimField
            key={field.id}
            field={field}
            value={inputs[field.id]}
            onChange={value => onChange({ ...inputs, [field.id]: value })}
          />
        ))}
      </div>
      <p class="hint">
        <button
          type="button"
          class="button"
          disabled={inputs === DEFAULT_CLAIM_INPUTS}
          onClick={() => onChange(DEFAULT_CLAIM_INPUTS)}
        >
          Back to the claimed figures
        </button>
      </p>
    </>
  );
}

interface ClaimFieldProps {
  readonly field: ClaimInputField;
  readonly value: number;
  readonly onChange: (value: number) => void;
}

/** Takes numbers as people write them, 8e10 too; anything that is none over 0 is marked and changes nothing. */
function ClaimField({ field, value, onChange }: ClaimFieldProps) {
  // What is being typed stays as it is typed until the field is left.
  const [typed, setTyped] = useState<string | null>(null);
  const invalid = typed !== null && numberOf(typed) === null;
  const id = `claim-${field.id}`;
  return (
    <div class="field">
      <label for={id}>
        {field.label}
        {field.unit && `, ${field.unit}`}
      </label>
      <input
        id={id}
        type="text"
        inputMode="decimal"
        value={typed ?? inputText(value)}
        aria-invalid={invalid}
        aria-describedby={`${id}-claims`}
        onInput={event => {
          const { value: text } = event.currentTarget;
          const number = numberOf(text);
          setTyped(text);
          if (number !== null) onChange(number);
        }}
        onBlur={() => setTyped(invalid ? typed : null)}
      />
      <p class="hint" id={`${id}-claims`}>
        {invalid ? 'A number over 0, such as 8e10.' : field.claims}
      </p>
    </div>
  );
}

function numberOf(text: string): number | null {
  const number = Number(text);
  return text.trim() !== '' && number > 0 && number < 1e300 ? number : null;
}

function inputText(value: number): string {
  return value >= 1e6 ? value.toExponential().replace('e+', 'e') : String(value);
}
