import { useState } from 'preact/hooks';
import {
  CLAIM_INPUT_FIELDS,
  type ClaimInputField,
  type ClaimInputs,
  DEFAULT_CLAIM_INPUTS,
} from '../../analysis/claims/inputs.ts';

/** Comes with the form, since only other assumptions need working out anew. */
export { claimsOf } from '../../analysis/claims/claims.ts';

interface ClaimFormProps {
  readonly inputs: ClaimInputs | null;
  readonly onChange: (inputs: ClaimInputs | null) => void;
}

/** What the claims assume, to be changed. Null: as they were claimed. */
export function ClaimForm({ inputs, onChange }: ClaimFormProps) {
  const assumed = inputs ?? DEFAULT_CLAIM_INPUTS;
  return (
    <>
      <div class="claim-fields">
        {CLAIM_INPUT_FIELDS.map(field => (
          <ClaimField
            key={field.id}
            field={field}
            value={assumed[field.id]}
            onChange={value => onChange({ ...assumed, [field.id]: value })}
          />
        ))}
      </div>
      <p class="hint">
        <button type="button" class="button" disabled={inputs === null} onClick={() => onChange(null)}>
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
