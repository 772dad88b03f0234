import { useState } from 'preact/hooks';
import type { DeviceClass } from '../../../core/environment.ts';
import { printable } from '../../../core/printable.ts';
import { formatMemory, formatWait, MS_PER_S } from '../../../core/units.ts';
import { takeFiles } from '../../dropped.ts';
import type { ReadyEngine, SuiteFacts } from '../../engine/engine.ts';
import { matrixObstacle } from '../../matrices.ts';
import { DEFAULT_SEED } from '../../run-address.ts';
import {
  budgetSeconds,
  choiceOf,
  kernels,
  label,
  matrices,
  rememberChoice,
  seed,
  suiteId,
} from '../../run-form.ts';
import type { Session } from '../../session.ts';
import { runState } from '../../state.ts';
import { DropZone } from '../drop-zone.tsx';
import { ChosenMatrices } from './chosen-matrices.tsx';

interface RunFormProps {
  readonly engine: ReadyEngine;
  readonly session: Session;
}

export function RunForm({ engine, session }: RunFormProps) {
  const deviceClass = engine.environment.adapter.class;
  const running = runState.value === 'running';
  const obstacle = matrixObstacle.value ?? suiteObstacle(engine);
  const start = (event: Event) => {
    event.preventDefault();
    const choice = choiceOf();
    if (!choice || running || obstacle !== null) return;
    rememberChoice();
    session.start(choice);
  };
  return (
    <form class="run-form" onSubmit={start}>
      <fieldset>
        <legend>Suite</legend>
        {engine.suites.map(suite => (
          <SuiteOption key={suite.id} suite={suite} deviceClass={deviceClass} />
        ))}
      </fieldset>
      <fieldset>
        <legend>Your matrices, if you like</legend>
        <DropZone
          label="Choose matrix files"
          hint="Matrix Market .mtx or pruned-network .smtx, as they are or as .gz, dropped here or chosen; the suite measures them."
          accept=".mtx,.smtx,.gz,.txt"
          multiple
          onFiles={added => void takeFiles(added, 'matrix')}
        />
        <ChosenMatrices />
      </fieldset>
      <div class="field">
        <label for="gpu-label">GPU label, if you like</label>
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
      <MoreOptions />
      {deviceClass === 'software' && (
        <p class="amber">
          This is a software adapter: the numbers will describe the processor of this computer, not a GPU.
        </p>
      )}
      {obstacle !== null && (
        <p class="amber" role="status">
          {printable(obstacle)}
        </p>
      )}
      <button
        type="submit"
        class="button primary"
        disabled={running || suiteId.value === null || obstacle !== null}
      >
        {running ? 'Running…' : 'Run'}
      </button>
    </form>
  );
}

/** A suite that measures none of the chosen matrices says why. */
function suiteObstacle({ suites }: ReadyEngine): string | null {
  const suite = suites.find(({ id }) => id === suiteId.value);
  if (suite?.noMatrices === undefined || matrices.value.length === 0) return null;
  return `${suite.label} measures no matrices of yours: ${suite.noMatrices}.`;
}

interface SuiteOptionProps {
  readonly suite: SuiteFacts;
  readonly deviceClass: DeviceClass;
}

function SuiteOption({ suite, deviceClass }: SuiteOptionProps) {
  const seconds = suite.expectedSeconds[deviceClass];
  const bytes = suite.expectedBytes[deviceClass];
  return (
    <label class="suite">
      <input
        type="radio"
        name="suite"
        value={suite.id}
        checked={suiteId.value === suite.id}
        onChange={() => {
          suiteId.value = suite.id;
          rememberChoice();
        }}
      />
      <span class="suite-words">
        <span class="suite-name">{suite.label}</span>
        <span class="suite-cost">
          about {formatWait(seconds * MS_PER_S)}, up to {formatMemory(bytes)}
        </span>
        <span class="suite-description">{suite.description}</span>
      </span>
    </label>
  );
}

/** For people who know what they want; closed unless the address asked for one of them. */
function MoreOptions() {
  // What is typed later must not close it.
  const [open] = useState(
    () => kernels.value !== '' || seed.value !== String(DEFAULT_SEED) || budgetSeconds.value !== '',
  );
  return (
    <details class="more" open={open}>
      <summary>Kernels, seed and time budget</summary>
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
    </details>
  );
}
