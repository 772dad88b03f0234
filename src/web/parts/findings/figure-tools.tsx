import type { RefObject } from 'preact';
import type { Figure } from '../../../charts/figure.ts';
import { saveBlob } from '../../files.ts';
import { pngBlob, svgText } from '../../picture.ts';
import { ActionButton } from '../action-button.tsx';

interface FigureToolsProps {
  readonly figure: Figure;
  /** What readers who do not see it call it: the buttons stand beside those of other figures. */
  readonly about: string;
  readonly canvas: RefObject<HTMLElement | null>;
  readonly asTable: boolean;
  readonly onToggle: () => void;
}

export function FigureTools({ figure, about, canvas, asTable, onToggle }: FigureToolsProps) {
  const picture = () => {
    const svg = canvas.current?.querySelector('svg');
    if (!svg) throw new Error('the figure is not drawn');
    return svg;
  };
  return (
    <span class="figure-tools">
      <button type="button" class="quiet-button" onClick={onToggle}>
        {asTable ? 'Show as figure' : 'Show as table'}
        <span class="visually-hidden"> ({about})</span>
      </button>
      <ActionButton
        label="Copy SVG"
        done="Copied"
        about={about}
        disabled={asTable}
        action={() => navigator.clipboard.writeText(svgText(picture()))}
      />
      <ActionButton
        label="Download PNG"
        done="Saved"
        about={about}
        disabled={asTable}
        action={async () => saveBlob(await pngBlob(picture()), `ridgepoint-${figure.id}.png`)}
      />
    </span>
  );
}
