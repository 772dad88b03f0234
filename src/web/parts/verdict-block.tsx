import { useMemo } from 'preact/hooks';
import { sharesFigure } from '../../charts/shares.tsx';
import { keepUnits } from '../keep-units.ts';
import { runState, type Shown } from '../state.ts';
import { FigureBlock } from './figure-block.tsx';

/** The answer first: one sentence, what carries it, what is missing, and the three shares. */
export function VerdictBlock({ shown }: { readonly shown: Shown }) {
  const { verdict } = shown.measured;
  const shares = useMemo(() => sharesFigure(shown.measured), [shown.measured]);
  return (
    <section class="verdict" aria-labelledby="verdict-sentence">
      <h1 id="verdict-sentence">
        {verdict.sentence === '' ? waitingSentence() : <Emphasised sentence={verdict.sentence} />}
      </h1>
      <p class="lead">{keepUnits(verdict.reason)}</p>
      <FigureBlock figure={shares} caption="Figure 1" />
    </section>
  );
}

function waitingSentence(): string {
  return runState.value === 'running' ? 'Measuring. The answer forms here.' : 'Nothing was measured.';
}

const REGIME_WORDS = /(bandwidth-bound|compute-bound|dispatch-bound|undecided|none of the three)/i;

/** The word that answers the question, in bold. Split, not marked up: the sentence may come from a file. */
function Emphasised({ sentence }: { readonly sentence: string }) {
  const parts = keepUnits(sentence).split(REGIME_WORDS);
  return <>{parts.map((part, i) => (i % 2 === 1 ? <strong key={part}>{part}</strong> : part))}</>;
}
