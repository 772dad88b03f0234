import type { JudgedFile } from '../../../core/record/result-file.ts';
import { resultName, resultText } from '../../../store/result-store.ts';
import { saveText } from '../../files.ts';
import type { Shown } from '../../state.ts';
import { ActionButton } from '../action-button.tsx';

/** The whole run, out of the page. */
export function Exports({ shown }: { readonly shown: Shown }) {
  const { original } = shown;
  if (original === null) {
    return (
      <p class="quiet">
        {shown.live
          ? 'Exports are ready when the run ends.'
          : 'The run failed before there was a result file.'}
      </p>
    );
  }
  const { file, judged } = original;
  /** With what is wrong with it, which has to stand in what is taken out of the page, too. */
  const marked = async (): Promise<JudgedFile> => {
    if (shown.name === null) return judged;
    const { findFaultHere } = await import('../../engine/integrity.ts');
    const disagreement = await findFaultHere(file);
    return disagreement === null ? judged : { ...judged, disagreement };
  };
  const nameFor = async (ending: string) =>
    (await resultName(file)).replaceAll('/', '-').replace(/json$/, ending);
  return (
    <div class="exports">
      <ActionButton
        class="button"
        label="Download JSON"
        done="Saved"
        action={async () => saveText(resultText(file), await nameFor('json'), 'application/json')}
      />
      <ActionButton
        class="button"
        label="Copy as Markdown"
        done="Copied"
        action={async () => {
          const { toMarkdown } = await import('../../../report/markdown/markdown.ts');
          await navigator.clipboard.writeText(toMarkdown(await marked()));
        }}
      />
      <ActionButton
        class="button"
        label="Download CSV"
        done="Saved"
        action={async () => {
          const { toCsv } = await import('../../../report/csv.ts');
          saveText(toCsv(await marked()), await nameFor('csv'), 'text/csv');
        }}
      />
    </div>
  );
}
