import { isPresetId, PRESET_IDS, presetOf } from '../../answer/model-presets.ts';
import { CACHE_BYTES, type ModelChoice, WEIGHT_BITS } from '../../answer/model-size.ts';

interface ModelControlsProps {
  readonly choice: ModelChoice;
  onChange(choice: ModelChoice): void;
}

const CACHE_TYPES: Readonly<Record<number, string>> = { 4: 'f32', 2: 'f16', 1: '8 bits' };

/** The reader's model, to be chosen inside its sentence. Numbers are handed on as they stand, an empty field as NaN. */
export function ModelControls({ choice, onChange }: ModelControlsProps) {
  const { model, parameters, bitsPerWeight, positions, cacheBytes } = choice;
  const change = (changes: Partial<ModelChoice>) => onChange({ ...choice, ...changes });
  return (
    <span class="model-controls">
      <select
        aria-label="Model"
        value={model}
        onChange={({ currentTarget: { value } }) => change({ model: isPresetId(value) ? value : 'other' })}
      >
        {PRESET_IDS.map(id => (
          <option key={id} value={id}>
            {presetOf(id).label}
          </option>
        ))}
        <option value="other">another</option>
      </select>
      {model === 'other' && (
        <>
          {' of '}
          <NumberField
            label="Billions of parameters"
            value={parameters / 1e9}
            onNumber={value => change({ parameters: value * 1e9 })}
          />
          {' billion parameters'}
        </>
      )}
      {' at '}
      <NumberChoice
        label="Bits a weight"
        value={bitsPerWeight}
        options={WEIGHT_BITS}
        nameOf={String}
        onNumber={value => change({ bitsPerWeight: value })}
      />
      {' bits a weight'}
      {model !== 'other' && (
        <>
          {', '}
          <NumberField
            label="Positions of context"
            value={positions}
            onNumber={value => change({ positions: value })}
          />
          {' positions in '}
          <NumberChoice
            label="Type of the cache"
            value={cacheBytes}
            options={CACHE_BYTES}
            nameOf={bytes => CACHE_TYPES[bytes] ?? String(bytes)}
            onNumber={value => change({ cacheBytes: value })}
          />
        </>
      )}
    </span>
  );
}

interface NumberProps {
  readonly label: string;
  readonly value: number;
  onNumber(value: number): void;
}

function NumberField({ label, value, onNumber }: NumberProps) {
  return (
    <input
      type="number"
      min={0}
      step="any"
      aria-label={label}
      value={Number.isFinite(value) ? value : ''}
      onInput={({ currentTarget }) => onNumber(currentTarget.valueAsNumber)}
    />
  );
}

interface NumberChoiceProps extends NumberProps {
  readonly options: readonly number[];
  nameOf(value: number): string;
}

function NumberChoice({ label, value, options, nameOf, onNumber }: NumberChoiceProps) {
  return (
    <select
      aria-label={label}
      value={String(value)}
      onChange={({ currentTarget }) => onNumber(Number(currentTarget.value))}
    >
      {options.map(option => (
        <option key={option} value={String(option)}>
          {nameOf(option)}
        </option>
      ))}
    </select>
  );
}
