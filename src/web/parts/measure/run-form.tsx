import { useEffect, useState } from 'preact/hooks';
import { printable } from '../../../core/printable.ts';
import { formatWait } from '../../../core/units.ts';
import { takeFiles } from '../../dropped.ts';
import type { ReadyEngine } from '../../engine/engine.ts';
import { matrixObstacle } from '../../matrices.ts';
import { choiceOf, expectedMs, isAsUsual, matrices, rememberChoice, suiteId } from '../../run-form.ts';
import { collectorUrl } from '../../send/collector-url.ts';
import type { Session } from '../../session.ts';
import { runState } from '../../state.ts';
import { DropZone } from '../drop-zone.tsx';
import { ChosenMatrices } from './chosen-matrices.tsx';
import { MachineLabel } from './machine-label.tsx';
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
  const obstacle = matrixObstacle.value ?? suiteObstacle(engine);
  const cannotStart = running || suiteId.value === null || obstacle !== null;
  const start = (event: Event) => {
    event.preventDefault();
    const choice = choiceOf();
    if (!choice || cannotStart) return;
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
      {obstacle !== null && (
        <p class="amber" role="status">
          {printable(obstacle)}
        </p>
      )}
      {collectorUrl() !== null && (
        <MachineLabel
          title="Name of this machine"
          hint="Tells it from others of its kind, which without names are one line of the table."
        />
      )}
      <p class="run-start">
        <button type="submit" class="button primary" disabled={cannotStart}>
          {running ? 'Running…' : `Run · about ${formatWait(waitMs)}`}
        </button>
        <OpenExample />
      </p>
      <p class="hint">
        {collectorUrl() === null
          ? 'Nothing leaves this computer.'
          : 'Nothing leaves this computer until you press Send.'}{' '}
        Stop at any time; what was measured is kept.
      </p>
      <MoreChoices engine={engine} />
    </form>
  );
}

/** A suite that measures none of the chosen matrices says why, and one that measures no others asks for them. */
function suiteObstacle({ suites }: ReadyEngine): string | null {
  const suite = suites.find(({ id }) => id === suiteId.value);
  if (suite?.needsMatrices !== undefined && matrices.value.length === 0) {
    return `${suite.label} ${suite.needsMatrices}: choose a matrix file under More.`;
  }
  if (suite?.noMatrices === undefined || matrices.value.length === 0) return null;
  return `${suite.label} measures no matrices of yours: ${suite.noMatrices}.`;
}

const MORE = 'More: your matrix, another question, kernels, time, a label';

/** Open from the start where the address asks for something else than usual, and once a matrix is chosen. */
function MoreChoices({ engine }: Pick<RunFormProps, 'engine'>) {
  // What is typed later must not close it.
  const [open, setOpen] = useState(() => !isAsUsual());
  const count = matrices.value.length;
  useEffect(() => {
    if (count > 0) setOpen(true);
  }, [count]);
  return (
    <details class="fold" open={open} onToggle={event => setOpen(event.currentTarget.open)}>
      <summary>{collectorUrl() === null ? MORE : MORE.replace(', a label', '')}</summary>
      <fieldset>
        <legend>Your matrix: is sparse faster here?</legend>
        <DropZone
          label="Choose matrix files"
          hint="Matrix Market .mtx or pruned-network .smtx, as they are or as .gz, dropped here or chosen; the suite measures them."
          accept=".mtx,.smtx,.gz,.txt"
          multiple
          onFiles={added => void takeFiles(added, 'matrix')}
        />
        <ChosenMatrices />
      </fieldset>
      <SuiteChoice suites={engine.suites} deviceClass={engine.environment.adapter.class} />
      <RunOptions />
    </details>
  );
}
