import { useState } from 'preact/hooks';
import { formatMemory, formatWait } from '../../../core/units.ts';
import type { ReadyEngine } from '../../engine/engine.ts';
import { choiceOf, expectedMs, files, isAsUsual, rememberChoice, suiteId } from '../../run-form.ts';
import type { Session } from '../../session.ts';
import { runState } from '../../state.ts';
import { DropZone } from '../drop-zone.tsx';
import { OpenExample } from './open-example.tsx';
import { RunOptions } from './run-options.tsx';
import { SuiteChoice } from './suite-choice.tsx';

interface RunFormProps {
  readonly engine: ReadyEngine;
  readonly session: Session;
}

export function RunForm({ engine, session }: RunFormProps) {
  const deviceClass = engine.environment.adapter.class;
  const running = runState.value === 'running';
  const waitMs = expectedMs(engine.suites, deviceClass);
  const start = (event: Event) => {
    event.preventDefault();
    const choice = choiceOf();
    if (!choice || running) return;
    rememberChoice();
    session.start(choice);
  };
  return (
    <form class="run-form" onSubmit={start}>
      {deviceClass === 'software' && (
        <p class="amber">
          This is a software adapter: the numbers will describe the processor of this computer, not a GPU.
        </p>
      )}
      <p class="run-start">
        <button type="submit" class="button primary" disabled={running || suiteId.value === null}>
          {running ? 'Running…' : `Run · about ${formatWait(waitMs)}`}
        </button>
        <OpenExample />
      </p>
      <p class="hint">Nothing leaves this computer. Stop at any time; what was measured is kept.</p>
      <MoreChoices engine={engine} />
    </form>
  );
}

/** Open from the start where the address asks for something else than usual. */
function MoreChoices({ engine }: Pick<RunFormProps, 'engine'>) {
  // What is typed later must not close it.
  const [open] = useState(() => !isAsUsual());
  return (
    <details class="fold" open={open}>
      <summary>More: your matrix, another question, kernels, time, a label</summary>
      <fieldset>
        <legend>Your matrix: is sparse faster here?</legend>
        <DropZone
          label="Choose matrix files"
          hint="Matrix Market .mtx or pruned-network .smtx, dropped here or chosen; the density suite measures them."
          accept=".mtx,.smtx"
          multiple
          onFiles={added => {
            files.value = [...files.value, ...added];
          }}
        />
        <ChosenFiles />
      </fieldset>
      <SuiteChoice suites={engine.suites} deviceClass={engine.environment.adapter.class} />
      <RunOptions />
    </details>
  );
}

function ChosenFiles() {
  if (files.value.length === 0) return null;
  return (
    <ul class="chosen-files">
      {files.value.map((file, index) => (
        <li key={`${file.name} ${index}`}>
          <span>
            {file.name} <span class="quiet">{formatMemory(file.size)}</span>
          </span>
          <button
            type="button"
            class="quiet-button"
            aria-label={`Remove ${file.name}`}
            onClick={() => {
              files.value = files.value.filter((_, i) => i !== index);
            }}
          >
            Remove
          </button>
        </li>
      ))}
    </ul>
  );
}
