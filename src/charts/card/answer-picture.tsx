import type { Answer } from '../../answer/answer.ts';
import { printable } from '../../core/printable.ts';
import { LIGHT, type Token } from '../palette.ts';
import { CARD_HEIGHT, CARD_WIDTH, type CardTone, cardLayout, MARGIN, STYLES } from './card-layout.ts';

const PAINTS: Readonly<Record<CardTone, Token>> = {
  warning: 'warn',
  quiet: 'quiet',
  headline: 'ink',
  lead: 'ink',
  label: 'quiet',
  text: 'ink',
};

const FOOTER_SIZE = 20;

/** The answer card as one SVG in light colours: a picture leaves the page, and its theme with it. */
export function AnswerPicture({ answer }: { readonly answer: Answer }) {
  return (
    <svg
      xmlns="http://www.w3.org/2000/svg"
      role="img"
      width={CARD_WIDTH}
      height={CARD_HEIGHT}
      viewBox={`0 0 ${CARD_WIDTH} ${CARD_HEIGHT}`}
      font-family="system-ui, -apple-system, 'Segoe UI', 'Open Sans', sans-serif"
    >
      <title>{printable(`${answer.question} ${answer.headline}`)}</title>
      <rect width={CARD_WIDTH} height={CARD_HEIGHT} fill={LIGHT.ground} />
      {cardLayout(answer).map(({ tone, text, x, y, fontSize }, index) => (
        <text
          key={index}
          x={x}
          y={y}
          font-size={fontSize}
          font-weight={STYLES[tone].bold ? 600 : 400}
          fill={LIGHT[PAINTS[tone]]}
        >
          {text}
        </text>
      ))}
      <text x={MARGIN} y={CARD_HEIGHT - MARGIN / 2} font-size={FOOTER_SIZE} fill={LIGHT.quiet}>
        {printable(`Ridgepoint · ${answer.origin}`)}
      </text>
    </svg>
  );
}
