import { useMemo } from 'preact/hooks';
import { crossoverFigures } from '../../../charts/crossover/crossover.tsx';
import { dilutionFigure } from '../../../charts/dilution/dilution.tsx';
import type { Figure } from '../../../charts/figure.ts';
import { rooflineFigure } from '../../../charts/roofline/roofline.tsx';
import { keepUnits } from '../../../core/units.ts';
import { noCrossoverText, noDilutionText } from '../../../report/rows/overview.ts';
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
      roofline: withPoints(rooflineFigure(measured)),
      crossover: crossoverFigures(measured)[0] ?? null,
    };
  }, [measured]);
  const missing = [
    ...(figures.dilution ? [] : [noDilutionText(figures.deciding?.reason)]),
    ...(figures.roofline ? [] : ['No roofline: no product that streams its matrix was timed.']),
    ...(figures.crossover ? [] : [noCrossoverText(file?.session ?? null)]),
  ];
  return (
    <section aria-label="Why">
      <div class="why">
        <WhyFigure figure={figures.dilution} caption="Dilution" />
        <WhyFigure figure={figures.roofline} caption="Roofline" />
        <WhyFigure figure={figures.crossover} caption="Crossover" />
      </div>
      {missing.length > 0 && <p class="small quiet not-shown">{keepUnits(missing.join(' '))}</p>}
    </section>
  );
}

/** Axes alone show nothing. */
function withPoints(figure: Figure): Figure | null {
  return figure.text.rows.length === 0 ? null : figure;
}

interface WhyFigureProps {
  /** Null: not measured. */
  readonly figure: Figure | null;
  readonly caption: string;
}

function WhyFigure({ figure, caption }: WhyFigureProps) {
  if (figure === null) return null;
  return (
    <article>
      <h2>
        <Explained text={keepUnits(figure.text.title.replace(/\.$/, ''))} />
      </h2>
      <FigureBlock figure={figure} caption={caption} withFinding={false} height={HEIGHT} />
    </article>
  );
}
