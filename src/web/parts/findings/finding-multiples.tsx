import type { FindingFigure } from '../../../charts/finding-figures.tsx';
import type { Standing } from '../../../charts/standing.ts';
import { keepUnits } from '../../../core/keep-units.ts';
import { FigureBlock } from './figure-block.tsx';

/** Small multiples of the experiments: same size, prediction shaded, status in words. */
interface FindingMultiplesProps {
  readonly multiples: readonly FindingFigure[];
  /** The run goes on: what is missing may still come. */
  readonly live: boolean;
  /** Number of the first figure. */
  readonly from: number;
}

export function FindingMultiples({ multiples, live, from }: FindingMultiplesProps) {
  if (multiples.length === 0)
    return <p class="reserved quiet">The experiments appear as they are decided.</p>;
  let number = from;
  return (
    <div class="multiples">
      {multiples.map(({ finding, standing, figure, mayStillCome }) => (
        <article key={finding.id} class="multiple" aria-labelledby={`title-${finding.id}`}>
          <header>
            <p class="small quiet">
              {finding.id} <StatusWord standing={live && finding.value === null ? 'measuring' : standing} />
            </p>
            <h3 id={`title-${finding.id}`}>{finding.title}</h3>
          </header>
          <p class="small">{live && finding.value === null ? '' : keepUnits(finding.reason)}</p>
          {figure ? (
            <FigureBlock figure={figure} caption={`Figure ${number++}`} withFinding={false} />
          ) : (
            live && mayStillCome && <div class="figure-space" />
          )}
        </article>
      ))}
    </div>
  );
}

/** `measuring`: not there yet in a run that goes on. */
export function StatusWord({ standing }: { readonly standing: Standing | 'measuring' }) {
  return <span class={`status status-${standing}`}>{standing}</span>;
}
