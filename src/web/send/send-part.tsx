import { printable } from '../../core/printable.ts';
import type { ResultFile } from '../../core/record/result-file.ts';
import { ActionButton } from '../parts/action-button.tsx';
import type { Letter } from './outbox.ts';
import { letters, send, takeBack } from './sending.ts';

/** The run to the collector that served this page, and what it said. */
export function SendPart({ original }: { readonly original: ResultFile }) {
  const letter = letters.value.get(original.sha256);
  return (
    <div class="send">
      {letter === undefined || letter.refusal !== null ? (
        <div class="exports">
          <ActionButton
            class="button primary"
            label="Send to the collector"
            done="Done"
            action={() => send(original)}
          />
        </div>
      ) : null}
      <p class="small" role="status">
        {letter === undefined
          ? `Sent is the result file, as described above, to ${location.host}, which served this page. Everybody who can open it can read the run.`
          : said(letter)}
      </p>
      {letter && letter.link !== null && <Sent letter={letter} />}
    </div>
  );
}

function said({ refusal, link, isOwn, isDoubtful }: Letter): string {
  if (refusal !== null) return `Not taken: ${printable(refusal)}`;
  if (link === null) return 'Waiting for the collector: it is sent as soon as it can be reached.';
  const doubt = isDoubtful
    ? ' The collector finds it hard to believe: it is kept, and left out of its tables until its owner has approved it.'
    : '';
  return `${isOwn ? 'Sent.' : 'The collector had it before, from somebody else, who alone can delete it.'}${doubt}`;
}

function Sent({ letter }: { readonly letter: Letter }) {
  return (
    <>
      <p class="small">
        <a href={letter.link!}>{letter.link}</a>
      </p>
      {letter.isOwn && (
        <p class="small">
          Deletion token, kept in this browser: <code>{letter.token}</code>{' '}
          <ActionButton label="Delete from the collector" done="Deleted" action={() => takeBack(letter)} />
        </p>
      )}
    </>
  );
}
