import { printable } from '../../../core/printable.ts';
import type { ResultFile } from '../../../core/record/result-file.ts';
import { formatMemory } from '../../../core/units.ts';
import { resultText } from '../../../store/result-store.ts';
import { saveText } from '../../files.ts';
import { shelf, type Trouble } from '../../runs/shelf.ts';
import { ActionButton } from '../action-button.tsx';
import { runName } from '../runs/run-name.ts';

/** Whether this browser keeps what is shown, and what to do where it does not. */
export function KeptLine({ file }: { readonly file: ResultFile }) {
  const runs = shelf.runs.value;
  const trouble = shelf.trouble.value;
  if (runs === null) return <p class="small quiet">Looking whether it is kept…</p>;
  if (trouble?.wanted?.file === file) return <NotKept file={file} trouble={trouble} />;
  if (runs.some(({ sha256 }) => sha256 === file.sha256)) {
    return (
      <p class="small quiet">
        Kept in this browser, listed under <a href="#measure">Measure</a>.
      </p>
    );
  }
  return (
    <p class="small quiet">
      Not kept in this browser.{' '}
      <button type="button" class="quiet-button" onClick={() => void shelf.keep({ file, earlier: null })}>
        Keep
      </button>
    </p>
  );
}

interface NotKeptProps {
  readonly file: ResultFile;
  readonly trouble: Trouble;
}

const CAUSES: Readonly<Record<Trouble['kind'], string>> = {
  full: 'the browser has no more room for this page',
  refused: 'the browser refuses its database, as some private windows do',
  failed: 'the browser’s database failed',
};

function NotKept({ file, trouble }: NotKeptProps) {
  const { kind, message, wanted } = trouble;
  return (
    <div class="amber" role="alert">
      <p>
        This run is not kept: {CAUSES[kind]} ({printable(message)}). It stays open until this page is closed,
        and nothing else is thrown away for it.
      </p>
      <div class="exports">
        <ActionButton
          class="button"
          label="Download"
          done="Saved"
          about="the run that is not kept"
          action={() =>
            saveText(resultText(file), `ridgepoint-${file.sha256.slice(0, 8)}.json`, 'application/json')
          }
        />
        {wanted && (
          <button type="button" class="button" onClick={() => void shelf.keep(wanted)}>
            Try again
          </button>
        )}
      </div>
      {kind === 'full' && <Oldest />}
    </div>
  );
}

const OLDEST = 3;

/** What takes the room, for the reader to decide on. */
function Oldest() {
  const oldest = (shelf.runs.value ?? []).slice(-OLDEST).reverse();
  if (oldest.length === 0) return null;
  return (
    <>
      <p>The oldest of what is kept:</p>
      <ul>
        {oldest.map(run => (
          <li key={run.sha256}>
            {runName(run)}
            {run.facts && `, ${formatMemory(run.facts.packedBytes)}`}{' '}
            <ActionButton
              label="Delete"
              done="Deleted"
              about={runName(run)}
              action={() => shelf.remove(run)}
            />
          </li>
        ))}
      </ul>
    </>
  );
}
