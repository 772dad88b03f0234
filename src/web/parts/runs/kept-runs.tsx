import { useEffect, useRef, useState } from 'preact/hooks';
import { printable } from '../../../core/printable.ts';
import { shelf } from '../../runs/shelf.ts';
import { KeptRunRow } from './kept-run-row.tsx';
import { runName } from './run-name.ts';

/** So many are listed until all are asked for. */
const FIRST = 6;

/** The runs that this browser keeps, newest first; nothing where there are none. */
export function KeptRuns() {
  const [all, setAll] = useState(false);
  useEffect(() => void shelf.refresh(), []);
  const runs = shelf.runs.value ?? [];
  const refused = shelf.trouble.value?.wanted === null ? shelf.trouble.value : null;
  if (runs.length === 0 && refused === null && shelf.removed.value === null) return null;
  const shown = all ? runs : runs.slice(0, FIRST);
  return (
    <section class="kept-runs" aria-labelledby="kept-title">
      <h2 id="kept-title">Kept runs</h2>
      {refused !== null && (
        <p class="amber">
          Runs are not kept here: this browser refuses its database, as some private windows do (
          {printable(refused.message)}). Download what you want to keep.
        </p>
      )}
      <ul>
        {shown.map(run => (
          <KeptRunRow key={run.sha256} run={run} />
        ))}
      </ul>
      {shown.length < runs.length && (
        <button type="button" class="quiet-button" onClick={() => setAll(true)}>
          Show all {runs.length}
        </button>
      )}
      <Removed />
      {refused === null && (
        <p class="small quiet">
          They lie in this browser, on this computer, and are sent nowhere. A private window forgets them when
          it is closed, and Safari after seven days without a visit: download what has to last.
        </p>
      )}
    </section>
  );
}

function Removed() {
  const undo = useRef<HTMLButtonElement>(null);
  const run = shelf.removed.value;
  useEffect(() => {
    // The button that was pressed is gone, and the focus with it.
    if (run && document.activeElement === document.body) undo.current?.focus();
  }, [run]);
  return (
    <p role="status">
      {run && (
        <>
          Deleted: {runName(run)}.{' '}
          <button ref={undo} type="button" class="quiet-button" onClick={() => void shelf.undo()}>
            Undo
          </button>
        </>
      )}
    </p>
  );
}
