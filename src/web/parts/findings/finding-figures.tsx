import { useMemo } from 'preact/hooks';
import { crossoverFigures } from '../../../charts/crossover/crossover.tsx';
import { fastestFigure } from '../../../charts/fastest/fastest.tsx';
import { findingFigures } from '../../../charts/finding-figures.tsx';
import { residencyFigure } from '../../../charts/residency/residency.tsx';
import type { Shown } from '../../state.ts';
import { FigureBlock } from './figure-block.tsx';
import { FindingMultiples } from './finding-multiples.tsx';

/** Every experiment, the crossovers after the first, and bandwidth by working set. */
export function FindingFigures({ shown: { measured } }: { readonly shown: Shown }) {
  const figures = useMemo(
    () => ({
      multiples: findingFigures(measured),
      // The first stands above.
      crossovers: crossoverFigures(measured).slice(1),
      fastest: fastestFigure(measured),
      residency: residencyFigure(measured),
    }),
    [measured],
  );
  return (
    <>
      <FindingMultiples multiples={figures.multiples} />
      {figures.crossovers.length > 0 && (
        <div class="pair">
          {figures.crossovers.map(figure => (
            <article key={figure.id}>
              <h3>Density crossover: {figure.heading}</h3>
              <FigureBlock figure={figure} caption="Crossover" />
            </article>
          ))}
        </div>
      )}
      {figures.fastest && (
        <>
          <h3>{figures.fastest.heading}</h3>
          <FigureBlock figure={figures.fastest} caption="Fastest format" />
        </>
      )}
      <h3>Bandwidth by working set</h3>
      <FigureBlock figure={figures.residency} caption="Residency" />
    </>
  );
}
