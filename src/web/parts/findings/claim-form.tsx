import { useState } from 'preact/hooks';
import {
  CLAIM_INPUT_FIELDS,
  type ClaimInputField,
  type ClaimInputs,
  DEFAULT_CLAIM_INPUTS,
} from '../../../analysis/claims/inputs.ts';

/** Comes with the form, since only other assumptions need working out anew. */
export { claimsOf } from '../../../analysis/claims/claims.ts';

type Typed = Partial<Readonly<Record<ClaimInputField['id'], string>>>;

interface ClaimFormProps {
  /** Ids of the claims that are made here: figures of others are not asked for. */
  readonly claimIds: ReadonlySet<string | null>;
  readonly inputs: ClaimInputs | null;
  readonly onChange: (inputs: ClaimInputs | null) => void;
}

/** What the claims assume, to be changed. Null: as they were claimed. */
export function ClaimForm({ claimIds, inputs, onChange }: ClaimFormProps) {
  const assumed = inputs ?? DEFAULT_CLAIM_INPUTS;
  // What is being typed stays as it is typed until the field is left, and after that where it is no number.
  const [typed, setTyped] = useState<Typed>({});
  const type = (id: ClaimInputField['id'], text: string) => {
    const number = numberOf(text);
    setTyped({ ...typed, [id]: text });
    if (number !== null) onChange({ ...assumed, [id]: number });
  };
  const leave = (id: ClaimInputField['id']) => {
    const { [id]: text, ...others } = typed;
    if (text !== undefined && numberOf(text) !== null) setTyped(others);
  };
  const reset = () => {
    setTyped({});
    onChange(null);
  };
  const isAsClaimed = inputs === null && Object.keys(typed).length === 0;
  return (
    <>
      <div class="claim-fields">
        {CLAIM_INPUT_FIELDS.filter(field => field.claims.split(', ').some(id => claimIds.has(id))).map(
          field => (
            <ClaimField
              key={field.id}
              field={field}
              value={assumed[field.id]}
              typed={typed[field.id] ?? null}
              onType={text => type(field.id, text)}
              onLeave={() => leave(field.id)}
            />
          ),
        )}
      </div>
      <p class="hint">
        <button type="button" class="button" disabled={isAsClaimed} onClick={reset}>
          Back to the claimed figures
        </button>
      </p>
    </>
  );
}

interface ClaimFieldProps {
  readonly field: ClaimInputField;
  readonly value: number;
  /** Null while nobody types in it. */
  readonly typed: string | null;
  readonly onType: (text: string) => void;
  readonly onLeave: () => void;
}

/** Takes numbers as people write them, 8e10 too; anything that is none over 0 is marked and changes nothing. */
function ClaimField({ field, value, typed, onType, onLeave }: ClaimFieldProps) {
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
        onInput={event => onType(event.currentTarget.value)}
        onBlur={onLeave}
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
