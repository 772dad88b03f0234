import type { ComponentChildren } from 'preact';
import type { Answer } from '../../answer/answer.ts';
import { type CardRow, cardRows } from '../../answer/card-rows.ts';
import type { ModelChoice } from '../../answer/model-size.ts';
import { keptText } from './kept-text.tsx';
import { ModelControls } from './model-controls.tsx';

interface AnswerCardProps {
  readonly answer: Answer;
  /** What the reader chose, and how they choose otherwise; without it the card is as printed. */
  readonly model?: { readonly choice: ModelChoice; onChange(choice: ModelChoice): void };
  /** Its headline is the title of the place. */
  readonly isTitle?: boolean;
  /** Whose answer it is, where several stand on one page. */
  readonly about?: string;
}

/** The answer card of page and HTML report. */
export function AnswerCard({ answer, model, isTitle = false, about }: AnswerCardProps) {
  const { question, warning, headline, capabilityText } = answer;
  const Sentence = isTitle ? 'h1' : 'p';
  return (
    <section class="answer" aria-label={about === undefined ? 'Answer' : `Answer of ${about}`}>
      {warning !== null && <p class="warning">{warning}</p>}
      <p class="quiet">{question}</p>
      <Sentence class="sentence">
        <Headline text={headline} />
      </Sentence>
      {capabilityText !== '' && <p class="lead">{keptText(capabilityText)}</p>}
      <dl class="facts">
        {model && answer.asked === 'limit' && answer.model === null && (
          <Row label="Your model">
            <ModelControls {...model} /> That is no model: a number above 0 is needed.
          </Row>
        )}
        {cardRows(answer).map((row, index) => (
          <Row key={index} label={row.label}>
            {model && row.id === 'model' ? (
              <>
                <ModelControls {...model} /> <RateText text={withoutPositions(answer.model?.text ?? '')} />
              </>
            ) : (
              <RowText row={row} />
            )}
          </Row>
        ))}
      </dl>
    </section>
  );
}

/** An answer is said out loud; of what is undecided only that it is. */
function Headline({ text }: { readonly text: string }) {
  const loud = /^Undecided:/.exec(text)?.[0] ?? text;
  return (
    <>
      <strong>{keptText(loud)}</strong>
      {loud !== text && <span class="missing">{keptText(text.slice(loud.length))}</span>}
    </>
  );
}

interface RowProps {
  readonly label: string;
  readonly children: ComponentChildren;
}

function Row({ label, children }: RowProps) {
  return (
    <>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </>
  );
}

/** Where they are chosen beside it, they are not said again. */
function withoutPositions(text: string): string {
  return text.replace(/ \([\d,]+ positions\)/, '');
}

/** With the tokens/s that memory allows standing out: what most readers look for. */
function RateText({ text }: { readonly text: string }) {
  const rate = /(?<=(?:at most|about) )\S+ \([^)]*\) tokens\/s/.exec(text);
  if (rate === null) return <>{keptText(text)}</>;
  return (
    <>
      {keptText(text.slice(0, rate.index))}
      <span class="rate">{keptText(rate[0])}</span>
      {keptText(text.slice(rate.index + rate[0].length))}
    </>
  );
}

function RowText({ row: { id, text, command } }: { readonly row: CardRow }) {
  return (
    <>
      {id === 'model' ? <RateText text={text} /> : keptText(text)}
      {command !== '' && (
        <>
          {' '}
          <code>{command}</code>
        </>
      )}
    </>
  );
}
