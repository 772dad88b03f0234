import type { FindingFigure } from '../../charts/finding-figures.tsx';
import { keepUnits } from '../keep-units.ts';
import { FigureBlock } from './figure-block.tsx';

/** Small multiples of the experiments: same size, prediction shaded, status in words. */
interface FindingMultiplesProps {
  readonly multiples: readonly FindingFigure[];
  /** Number of the first figure. */
  readonly from: number;
}

export function FindingMultiples({ multiples, from }: FindingMultiplesProps) {
  if (multiples.length === 0)
    return <p class="reserved quiet">The experiments appear as they are decided.</p>;
  let number = from;
  return (
    <div class="multiples">
      {multiples.map(({ finding, standing, figure }) => (
        <article key={finding.id} class="multiple" aria-labelledby={`title-${finding.id}`}>
          <header>
            <p class="small quiet">
              {finding.id} <StatusWord standing={standing} />
            </p>
            <h3 id={`title-${finding.id}`}>{finding.title}</h3>
          </header>
          <p class="small">{keepUnits(finding.reason)}</p>
          {figure && <FigureBlock figure={figure} caption={`Figure ${number++}`} withFinding={false} />}
        </article>
      ))}
    </div>
  );
}

export function StatusWord({ standing }: Pick<FindingFigure, 'standing'>) {
  return <span class={`status status-${standing}`}>{standing}</span>;
}
