import { budgetSeconds, kernels, label, seed } from '../../run-form.ts';

/** For people who know what they want. */
export function RunOptions() {
  return (
    <fieldset class="run-options">
      <legend>Kernels, seed, time and a label</legend>
      <div class="field">
        <label for="kernels">Kernels</label>
        <input
          id="kernels"
          type="text"
          class="mono"
          placeholder="all, or a pattern such as spmv/*"
          autocomplete="off"
          value={kernels.value}
          onInput={event => {
            kernels.value = event.currentTarget.value;
          }}
        />
      </div>
      <div class="field-row">
        <div class="field">
          <label for="seed">Seed</label>
          <input
            id="seed"
            type="number"
            min={0}
            max={4294967295}
            step={1}
            value={seed.value}
            onInput={event => {
              seed.value = event.currentTarget.value;
            }}
          />
        </div>
        <div class="field">
          <label for="budget">Time budget, seconds</label>
          <input
            id="budget"
            type="number"
            min={1}
            placeholder="the suite’s own"
            value={budgetSeconds.value}
            onInput={event => {
              budgetSeconds.value = event.currentTarget.value;
            }}
          />
        </div>
      </div>
      <GpuLabel />
    </fieldset>
  );
}

function GpuLabel() {
  return (
    <div class="field">
      <label for="gpu-label">GPU label</label>
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
        Written into the result file, for telling machines apart.
      </p>
    </div>
  );
}
