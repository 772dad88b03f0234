import type { FindingFigure } from '../../../charts/finding-figures.tsx';
import type { Standing } from '../../../charts/standing.ts';
import type { Finding } from '../../../core/record/finding.ts';
import { keepUnits } from '../../../core/units.ts';
import { openFinding } from '../../state.ts';
import { Explained } from '../explained.tsx';
import { FigureBlock } from './figure-block.tsx';

/**
 * Small multiples of the experiments: same size, prediction shaded, status in words. Titles open the finding's panel. Those
 * without a figure come last, in rows of their own: beside a figure they would leave a hole.
 */
export function FindingMultiples({ multiples }: { readonly multiples: readonly FindingFigure[] }) {
  // The deciding one stands above.
  const shown = multiples.filter(({ finding }) => finding.id !== 'E6');
  const [drawn, told] = [
    shown.filter(({ figure }) => figure !== null),
    shown.filter(({ figure }) => figure === null),
  ];
  return (
    <>
      {[drawn, told].map(
        (some, index) =>
          some.length > 0 && <Multiples key={index === 0 ? 'drawn' : 'told'} multiples={some} />,
      )}
    </>
  );
}

function Multiples({ multiples }: { readonly multiples: readonly FindingFigure[] }) {
  return (
    <div class="multiples">
      {multiples.map(({ finding, standing, figure }) => (
        <article key={finding.id} class="multiple" aria-labelledby={`title-${finding.id}`}>
          <header>
            <p class="small quiet">
              {numberOf(finding)} <StatusWord standing={standing} />
            </p>
            <h3 id={`title-${finding.id}`}>
              <button
                type="button"
                class="link"
                onClick={() => {
                  openFinding.value = finding.id;
                }}
              >
                {keepUnits(finding.title)}
              </button>
            </h3>
          </header>
          <p class="small">
            <Explained text={keepUnits(finding.reason)} />
          </p>
          {figure && <FigureBlock figure={figure} caption={numberOf(finding)} withFinding={false} />}
        </article>
      ))}
    </div>
  );
}

/** "S6" of "S6/SpMV/uniform/1024x1024/10.0%": what else an id says, the title says in words. */
function numberOf({ id }: Finding): string {
  return id.replace(/[/@].*$/, '');
}

export function StatusWord({ standing }: { readonly standing: Standing }) {
  return <span class={`status status-${standing}`}>{standing}</span>;
}
