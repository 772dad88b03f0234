import { useMemo } from 'preact/hooks';
import { sharesFigure } from '../../../charts/shares/shares.tsx';
import { keepUnits } from '../../../core/keep-units.ts';
import type { Shown } from '../../state.ts';
import { FigureBlock } from './figure-block.tsx';

/** The answer first: one sentence, what carries it, what is missing, and the three shares. */
export function VerdictBlock({ shown }: { readonly shown: Shown }) {
  const { verdict } = shown.measured;
  const waiting = shown.live && verdict.judged === null;
  const shares = useMemo(() => sharesFigure(shown.measured), [shown.measured]);
  return (
    <section class="verdict" aria-labelledby="verdict-sentence">
      <h1 id="verdict-sentence">
        {waiting ? 'Measuring. The answer forms here.' : <Emphasised sentence={verdict.sentence} />}
      </h1>
      <p class="lead">
        {waiting
          ? 'It needs a matrix–vector product, its ceilings and its dilution.'
          : keepUnits(verdict.reason)}
      </p>
      <FigureBlock figure={shares} caption="Figure 1" />
    </section>
  );
}

const REGIME_WORDS = /(bandwidth-bound|compute-bound|dispatch-bound|limited by none|undecided)/i;
const UNBROKEN = /(batch-1)/i;

/** The words that answer the question in bold. Split, not marked up: the sentence may come from a file. */
function Emphasised({ sentence }: { readonly sentence: string }) {
  return (
    <>
      {keepUnits(sentence)
        .split(REGIME_WORDS)
        .map((part, i) =>
          i % 2 === 1 ? <strong key={part}>{part}</strong> : <Unbroken key={part} text={part} />,
        )}
    </>
  );
}

function Unbroken({ text }: { readonly text: string }) {
  return (
    <>
      {text.split(UNBROKEN).map((part, i) =>
        i % 2 === 1 ? (
          <span key={part} class="unbroken">
            {part}
          </span>
        ) : (
          part
        ),
      )}
    </>
  );
}
