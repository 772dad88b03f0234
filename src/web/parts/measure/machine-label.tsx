import { label } from '../../run-form.ts';

interface MachineLabelProps {
  readonly title: string;
  readonly hint: string;
}

/** What the run will call its machine. */
export function MachineLabel({ title, hint }: MachineLabelProps) {
  return (
    <div class="field">
      <label for="gpu-label">{title}</label>
      <input
        id="gpu-label"
        type="text"
        maxLength={80}
        autocomplete="off"
        aria-describedby="gpu-label-hint"
        value={label.value}
        onInput={event => {
          label.value = event.currentTarget.value;
        }}
      />
      <p class="hint" id="gpu-label-hint">
        {hint}
      </p>
    </div>
  );
}
