import { budgetSeconds, kernels, seed } from '../../run-form.ts';
import { collectorUrl } from '../../send/collector-url.ts';
import { MachineLabel } from './machine-label.tsx';

/** For people who know what they want. */
export function RunOptions() {
  return (
    <fieldset class="run-options">
      <legend>
        {collectorUrl() === null ? 'Kernels, seed, time and a label' : 'Kernels, seed and time'}
      </legend>
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
      {collectorUrl() === null && (
        <MachineLabel title="GPU label" hint="Written into the result file, for telling machines apart." />
      )}
    </fieldset>
  );
}
