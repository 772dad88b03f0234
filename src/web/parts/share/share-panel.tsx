import { useState } from 'preact/hooks';
import type { Answer } from '../../../answer/answer.ts';
import type { JudgedFile, ResultFile } from '../../../core/record/result-file.ts';
import { resultName, resultText } from '../../../store/result-store.ts';
import { saveBlob, saveText } from '../../files.ts';
import { linkHere, modelPart } from '../../link/link.ts';
import { modelChoice } from '../../link/model-choice.ts';
import { collectorUrl } from '../../send/collector-url.ts';
import { ActionButton } from '../action-button.tsx';
import { lazy } from '../lazy.tsx';
import { contentsText } from './contents.ts';

const Contribute = lazy(async () => (await import('./contribute.tsx')).Contribute);
const SendPart = lazy(async () => (await import('../../send/send-part.tsx')).SendPart);

interface SharePanelProps {
  /** Its texts are printable. */
  readonly file: JudgedFile;
  /** To the letter. */
  readonly original: ResultFile;
}

/** The answer and its run, to be taken out of the page. */
export function SharePanel({ file, original }: SharePanelProps) {
  const [isContributing, setContributing] = useState(false);
  const answer = async (): Promise<Answer> => {
    const { answerOf } = await import('../../../answer/answer.ts');
    return answerOf(file, modelChoice(modelPart.value));
  };
  const nameFor = async (ending: string) =>
    (await resultName(original)).replaceAll('/', '-').replace(/json$/, ending);
  return (
    <details class="more share">
      <summary>Share</summary>
      <p class="small">{contentsText(file)}</p>
      {collectorUrl() !== null && <SendPart original={original} />}
      <div class="exports">
        <ActionButton
          class="button"
          label="Copy card as Markdown"
          done="Copied"
          action={async () => {
            const { shareMarkdown } = await import('./share-markdown.ts');
            await navigator.clipboard.writeText(shareMarkdown(await answer(), linkHere()));
          }}
        />
        <ActionButton
          class="button"
          label="Download card as PNG"
          done="Saved"
          action={async () => {
            const { cardPng } = await import('./card-png.tsx');
            saveBlob(await cardPng(await answer()), await nameFor('png'));
          }}
        />
        <ActionButton
          class="button"
          label="Download result file"
          done="Saved"
          action={async () => saveText(resultText(original), await nameFor('json'), 'application/json')}
        />
        <ActionButton
          class="button"
          label="Copy link"
          done="Copied"
          action={() => navigator.clipboard.writeText(linkHere())}
        />
      </div>
      <details class="more" onToggle={event => setContributing(event.currentTarget.open)}>
        <summary>Contribute</summary>
        {isContributing && <Contribute original={original} />}
      </details>
      <p class="small quiet">
        {collectorUrl() === null
          ? 'The link opens this run in a browser that keeps it; anyone else is asked for the result file.'
          : 'The link opens this run in a browser that keeps it and, once it is sent, for everybody who can open this page.'}
      </p>
    </details>
  );
}
