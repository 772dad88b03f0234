import type { ComponentChildren } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { messageOf } from '../../../core/errors.ts';
import { printable } from '../../../core/printable.ts';
import { impossibleIn } from '../../../core/record/remark.ts';
import type { ResultFile } from '../../../core/record/result-file.ts';
import { formatMemory } from '../../../core/units.ts';
import { resultName, resultText } from '../../../store/result-store.ts';
import { findDisagreementHere, remarksHere } from '../../engine/integrity.ts';
import { saveText } from '../../files.ts';
import { ActionButton } from '../action-button.tsx';
import { contentsText } from './contents.ts';
import { fileNames, newFileLink, publishedFile } from './published.ts';

interface Published {
  readonly file: ResultFile;
  /** Under the repository's root. */
  readonly path: string;
  readonly text: string;
}

/** What would be public of a run, to be cut down, looked at to the letter, and taken. Nothing is sent from here. */
export function Contribute({ original }: { readonly original: ResultFile }) {
  const [withLabel, setWithLabel] = useState(true);
  const [withNames, setWithNames] = useState(true);
  const [published, setPublished] = useState<Published | null>(null);
  const [fault, setFault] = useState<string | null>(null);
  useEffect(() => {
    let isCurrent = true;
    setPublished(null);
    preparedFile(original, { label: withLabel, fileNames: withNames }).then(
      ready => isCurrent && setPublished(ready),
      error => isCurrent && setFault(messageOf(error)),
    );
    return () => {
      isCurrent = false;
    };
  }, [original, withLabel, withNames]);
  const { label } = original.environment;
  const names = fileNames(original);
  return (
    <div class="contribute">
      <p class="small">
        The published runs are files in the repository, added by pull request. Nothing is sent from this page:
        take the file, and add it at its path.
      </p>
      {label !== null && (
        <Leave isGiven={withLabel} onGiven={setWithLabel}>
          Publish the label “{printable(label)}”
        </Leave>
      )}
      {names.length > 0 && (
        <Leave isGiven={withNames} onGiven={setWithNames}>
          Publish the names of matrix files ({printable(names.join(', '))})
        </Leave>
      )}
      {fault !== null && (
        <p class="alarm" role="alert">
          {printable(fault)}
        </p>
      )}
      {published && <ReadyFile published={published} />}
    </div>
  );
}

interface LeaveProps {
  readonly isGiven: boolean;
  readonly onGiven: (isGiven: boolean) => void;
  readonly children: ComponentChildren;
}

function Leave({ isGiven, onGiven, children }: LeaveProps) {
  return (
    <label class="check">
      <input type="checkbox" checked={isGiven} onChange={event => onGiven(event.currentTarget.checked)} />
      <span>{children}</span>
    </label>
  );
}

function ReadyFile({ published: { file, path, text } }: { readonly published: Published }) {
  const [isShown, setShown] = useState(false);
  const link = newFileLink(__REPOSITORY__, path);
  return (
    <>
      <p class="small">{printable(contentsText(file))}</p>
      <p class="small">
        It belongs at <code>{path}</code>.
      </p>
      <div class="exports">
        <ActionButton
          class="button"
          label={`Download the file to publish · ${formatMemory(text.length)}`}
          done="Saved"
          action={() => saveText(text, path.split('/').at(-1)!, 'application/json')}
        />
        <ActionButton
          class="button"
          label="Copy its path"
          done="Copied"
          action={() => navigator.clipboard.writeText(path)}
        />
        {link !== null && (
          <a class="button" href={link} rel="noreferrer" target="_blank">
            Open the repository’s form for it
          </a>
        )}
      </div>
      <details class="more" onToggle={event => setShown(event.currentTarget.open)}>
        <summary>See all that will be public</summary>
        {isShown && <textarea readOnly rows={12} aria-label="The file to publish" value={text} />}
      </details>
    </>
  );
}

/** @throws Error where the run, as it would be published, would be refused */
async function preparedFile(
  original: ResultFile,
  given: Parameters<typeof publishedFile>[1],
): Promise<Published> {
  const file = await publishedFile(original, given);
  const disagreement = await findDisagreementHere(file);
  if (disagreement !== null) {
    throw new Error(`It would be refused, since it disagrees with itself: ${disagreement.first}`);
  }
  const impossible = impossibleIn(await remarksHere(file));
  if (impossible !== null) {
    throw new Error(`It would be refused, since it cannot have happened: ${impossible.first}`);
  }
  return { file, path: `results/${await resultName(file)}`, text: resultText(file) };
}
