import type { FindingFigure } from '../../../charts/finding-figures.tsx';
import type { Standing } from '../../../charts/standing.ts';
import { keepUnits } from '../../../core/units.ts';
import { openFinding } from '../../state.ts';
import { Explained } from '../explained.tsx';
import { FigureBlock } from './figure-block.tsx';

/** Small multiples of the experiments: same size, prediction shaded, status in words. Titles open the finding's panel. */
export function FindingMultiples({ multiples }: { readonly multiples: readonly FindingFigure[] }) {
  return (
    <div class="multiples">
      {multiples
        // The deciding one stands above.
        .filter(({ finding }) => finding.id !== 'E6')
        .map(({ finding, standing, figure }) => (
          <article key={finding.id} class="multiple" aria-labelledby={`title-${finding.id}`}>
            <header>
              <p class="small quiet">
                {finding.id} <StatusWord standing={standing} />
              </p>
              <h3 id={`title-${finding.id}`}>
                <button
                  type="button"
                  class="link"
                  onClick={() => {
                    openFinding.value = finding.id;
                  }}
                >
                  {finding.title}
                </button>
              </h3>
            </header>
            <p class="small">
              <Explained text={keepUnits(finding.reason)} />
            </p>
            {figure && <FigureBlock figure={figure} caption={finding.id} withFinding={false} />}
          </article>
        ))}
    </div>
  );
}

export function StatusWord({ standing }: { readonly standing: Standing }) {
  return <span class={`status status-${standing}`}>{standing}</span>;
}
