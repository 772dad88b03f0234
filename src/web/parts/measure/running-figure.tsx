import { useMemo } from 'preact/hooks';
import { dilutionFigure, emptyDilution } from '../../../charts/dilution/dilution.tsx';
import type { Figure } from '../../../charts/figure.ts';
import { rooflineFigure } from '../../../charts/roofline/roofline.tsx';
import type { Shown } from '../../state.ts';
import { liveSuite } from '../../state.ts';
import { FigureBlock } from '../findings/figure-block.tsx';

/** px */
const HEIGHT = 360;

/** Suites whose question dilution does not decide: their points fill the roofline. */
const WITHOUT_DILUTION = ['density', 'real', 'size', 'ceilings', 'decode', 'race', 'cases'];

/** While a run goes on: the one figure that fills. */
export function RunningFigure({ shown: { measured } }: { readonly shown: Shown }) {
  const suite = liveSuite.value ?? '';
  const figure = useMemo<Figure>(() => {
    if (WITHOUT_DILUTION.includes(suite)) return rooflineFigure(measured);
    const deciding = measured.findings.find(({ id }) => id === 'E6');
    return (deciding && dilutionFigure(measured, deciding)) ?? emptyDilution(measured);
  }, [measured, suite]);
  return (
    <section class="running" aria-labelledby="running-title">
      <h1 id="running-title">Measuring</h1>
      <p class="lead">
        {figure.id === 'roofline'
          ? 'Each point is a kernel: how much it calculates for each byte that it reads, and how fast it is.'
          : 'The deciding experiment: the same product, reading less and less of its matrix from memory. If its time falls along the diagonal, memory speed is the limit; if it stays level, it is not.'}
      </p>
      <FigureBlock figure={figure} caption="" withCaption={false} height={HEIGHT} />
    </section>
  );
}
