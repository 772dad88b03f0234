import { useEffect } from 'preact/hooks';
import { impossibleIn } from '../../../core/record/remark.ts';
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
      {isComparable() && (
        <a class="quiet-button" href={compareLink(original.file)}>
          Compare
        </a>
      )}
      <KeptLine file={original.file} />
    </>
  );
}

/** Compare refuses what it cannot rely on. */
function isComparable(): boolean {
  const now = integrity.value;
  if (now?.status === 'broken') return false;
  return now?.status !== 'sound' || now.remarks === null || impossibleIn(now.remarks) === null;
}
