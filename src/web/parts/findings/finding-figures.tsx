import { useMemo } from 'preact/hooks';
import { crossoverFigures } from '../../../charts/crossover/crossover.tsx';
import { findingFigures } from '../../../charts/finding-figures.tsx';
import { residencyFigure } from '../../../charts/residency/residency.tsx';
import { rooflineFigure } from '../../../charts/roofline/roofline.tsx';
import { noCrossoverText } from '../../../report/rows/overview.ts';
import type { Shown } from '../../state.ts';
import { ClaimsBlock } from './claims-block.tsx';
import { FigureBlock } from './figure-block.tsx';
import { FindingMultiples } from './finding-multiples.tsx';

/** The figures after the first, numbered through. */
export function FindingFigures({ shown }: { readonly shown: Shown }) {
  const { measured, live } = shown;
  const figures = useMemo(
    () => ({
      multiples: findingFigures(measured),
      roofline: rooflineFigure(measured),
      crossovers: crossoverFigures(measured),
      residency: residencyFigure(measured),
    }),
    [measured],
  );
  const rooflineNumber = 2 + figures.multiples.filter(multiple => multiple.figure !== null).length;
  const residencyNumber = rooflineNumber + 1 + figures.crossovers.length;
  return (
    <>
      <section aria-labelledby="experiments-title">
        <h2 id="experiments-title">The experiments behind it</h2>
        <FindingMultiples multiples={figures.multiples} live={live} from={2} />
      </section>
      <section aria-labelledby="roofline-title">
        <h2 id="roofline-title">Roofline</h2>
        <FigureBlock figure={figures.roofline} caption={`Figure ${rooflineNumber}`} />
      </section>
      <section aria-labelledby="crossover-title">
        <h2 id="crossover-title">Density crossover</h2>
        {figures.crossovers.length === 0 && (
          <p class={live ? 'reserved quiet' : 'quiet'}>
            {live ? 'Fills as densities are measured.' : noCrossoverText(shown.file?.session ?? null)}
          </p>
        )}
        <div class="pair">
          {figures.crossovers.map((figure, i) => (
            <article key={figure.id}>
              <h3>{figure.heading}</h3>
              <FigureBlock figure={figure} caption={`Figure ${rooflineNumber + 1 + i}`} />
            </article>
          ))}
        </div>
      </section>
      <section aria-labelledby="claims-title">
        <h2 id="claims-title">What it says of the claims</h2>
        <ClaimsBlock shown={shown} />
      </section>
      <section aria-labelledby="residency-title">
        <h2 id="residency-title">Bandwidth by working set</h2>
        <FigureBlock figure={figures.residency} caption={`Figure ${residencyNumber}`} />
      </section>
    </>
  );
}
