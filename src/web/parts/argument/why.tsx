import { useMemo } from 'preact/hooks';
import { crossoverFigures } from '../../../charts/crossover/crossover.tsx';
import { dilutionFigure } from '../../../charts/dilution/dilution.tsx';
import type { Figure } from '../../../charts/figure.ts';
import { rooflineFigure } from '../../../charts/roofline/roofline.tsx';
import { keepUnits } from '../../../core/units.ts';
import { noCrossoverText } from '../../../report/rows/overview.ts';
import type { Shown } from '../../state.ts';
import { Explained } from '../explained.tsx';
import { FigureBlock } from '../findings/figure-block.tsx';

/** px, of each of the three. */
const HEIGHT = 320;

/** The three figures of the argument, each under what it shows. */
export function Why({ shown }: { readonly shown: Shown }) {
  const { measured, file } = shown;
  const figures = useMemo(() => {
    const deciding = measured.findings.find(({ id }) => id === 'E6');
    return {
      deciding,
      dilution: deciding ? dilutionFigure(measured, deciding) : null,
      roofline: rooflineFigure(measured),
      crossover: crossoverFigures(measured)[0] ?? null,
    };
  }, [measured]);
  const notDiluted = figures.deciding?.reason ?? 'it was not measured';
  return (
    <section class="why" aria-label="Why">
      <WhyFigure figure={figures.dilution} caption="Dilution" missing={`No dilution: ${notDiluted}.`} />
      <WhyFigure figure={figures.roofline} caption="Roofline" missing="" />
      <WhyFigure
        figure={figures.crossover}
        caption="Crossover"
        missing={noCrossoverText(file?.session ?? null)}
      />
    </section>
  );
}

interface WhyFigureProps {
  /** Null: not measured. */
  readonly figure: Figure | null;
  readonly caption: string;
  /** In its place. */
  readonly missing: string;
}

function WhyFigure({ figure, caption, missing }: WhyFigureProps) {
  if (figure === null) return <p class="quiet">{keepUnits(missing.replace(/\.\.$/, '.'))}</p>;
  return (
    <article>
      <h2>
        <Explained text={keepUnits(figure.text.title.replace(/\.$/, ''))} />
      </h2>
      <FigureBlock figure={figure} caption={caption} withFinding={false} height={HEIGHT} />
    </article>
  );
}
