import type { RefObject } from 'preact';
import type { Figure } from '../../charts/figure.ts';
import { saveBlob } from '../files.ts';
import { pngBlob, svgText } from '../picture.ts';
import { ActionButton } from './action-button.tsx';

interface FigureToolsProps {
  readonly figure: Figure;
  readonly canvas: RefObject<HTMLElement | null>;
  readonly asTable: boolean;
  readonly onToggle: () => void;
}

export function FigureTools({ figure, canvas, asTable, onToggle }: FigureToolsProps) {
  const picture = () => canvas.current?.querySelector('svg') ?? null;
  return (
    <span class="figure-tools">
      <button type="button" class="quiet-button" aria-pressed={asTable} onClick={onToggle}>
        {asTable ? 'Show as figure' : 'Show as table'}
      </button>
      <ActionButton
        label="Copy SVG"
        done="Copied"
        about={figure.heading}
        action={async () => {
          const svg = picture();
          if (svg) await navigator.clipboard.writeText(svgText(svg));
        }}
      />
      <ActionButton
        label="Download PNG"
        done="Saved"
        about={figure.heading}
        action={async () => {
          const svg = picture();
          if (svg) saveBlob(await pngBlob(svg), `ridgepoint-${figure.id}.png`);
        }}
      />
    </span>
  );
}
