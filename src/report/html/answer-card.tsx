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
}

/** The answer card of page and HTML report. */
export function AnswerCard({ answer, model, isTitle = false }: AnswerCardProps) {
  const { question, warning, headline, capabilityText } = answer;
  const Sentence = isTitle ? 'h1' : 'p';
  return (
    <section class="answer" aria-label="Answer">
      {warning !== null && <p class="warning">{warning}</p>}
      <p class="quiet">{question}</p>
      <Sentence class="sentence">
        <strong>{keptText(headline)}</strong>
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
                <ModelControls {...model} /> {keptText(answer.model?.text ?? '')}
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

function RowText({ row: { text, command } }: { readonly row: CardRow }) {
  return (
    <>
      {keptText(text)}
      {command !== '' && (
        <>
          {' '}
          <code>{command}</code>
        </>
      )}
    </>
  );
}
