import { printable } from '../../../core/printable.ts';
import { formatMemory } from '../../../core/units.ts';
import { saveText } from '../../files.ts';
import type { KeptFacts, KeptRun } from '../../runs/kept-run.ts';
import { openKept } from '../../runs/open-run.ts';
import { shelf } from '../../runs/shelf.ts';
import { ActionButton } from '../action-button.tsx';
import { runName } from './run-name.ts';

export function KeptRunRow({ run }: { readonly run: KeptRun }) {
  const { facts } = run;
  const name = runName(run);
  return (
    <li>
      <div>
        <p>
          <strong>{name}</strong>
        </p>
        {facts && facts.answer !== '' && <p>{printable(facts.answer)}</p>}
        <p class="small quiet">{facts ? printable(detailsOf(facts)) : 'Something else lies in its place.'}</p>
      </div>
      <div class="kept-actions">
        {facts && (
          <>
            <ActionButton
              label="Open"
              done="Opened"
              about={name}
              class="button"
              action={() => openKept(run)}
            />
            <ActionButton
              label="Download"
              done="Saved"
              about={name}
              action={async () => saveText(await shelf.textOf(run.sha256), fileName(run), 'application/json')}
            />
          </>
        )}
        <ActionButton label="Delete" done="Deleted" about={name} action={() => shelf.remove(run)} />
      </div>
    </li>
  );
}

/** "NVIDIA H200 · hardware · quick, complete in 58 s · 118 KiB". */
function detailsOf({ label, adapter, deviceClass, suite, ending, packedBytes }: KeptFacts): string {
  const device = label === null ? deviceClass : `${adapter} · ${deviceClass}`;
  return `${device} · ${suite}, ${ending} · ${formatMemory(packedBytes)}`;
}

function fileName({ sha256, facts }: KeptRun): string {
  return `ridgepoint-${facts?.startedAt.slice(0, 10) ?? 'run'}-${sha256.slice(0, 8)}.json`;
}
