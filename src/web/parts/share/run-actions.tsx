import { useEffect } from 'preact/hooks';
import { compareLink } from '../../compare/basket.ts';
import { shelf } from '../../runs/shelf.ts';
import { integrity, type Shown } from '../../state.ts';
import { KeptLine } from './kept-line.tsx';
import { SharePanel } from './share-panel.tsx';

/** What can be done with the run that is shown, once it is whole. */
export function RunActions({ shown }: { readonly shown: Shown }) {
  const { file, original } = shown;
  useEffect(() => void shelf.refresh(), [original]);
  if (file === null || original === null) return null;
  return (
    <>
      <SharePanel file={file} original={original.file} />
      {integrity.value?.status !== 'broken' && (
        <a class="quiet-button" href={compareLink(original.file)}>
          Compare
        </a>
      )}
      <KeptLine file={original.file} />
    </>
  );
}
