import type { Answer } from '../../answer/answer.ts';
import { type CardRow, cardRows } from '../../answer/card-rows.ts';
import { type Painter, plain } from './colour.ts';
import { REPORT_WIDTH, wrap } from './text.ts';

/** Of the card in a terminal, at most. */
export const CARD_LINES = 12;

/** What is left to the report below where the card gets too long, first what it misses least. */
const LEFT_OUT_FIRST: readonly CardRow['id'][] = ['step', 'why', 'kernel', 'matrix', 'model'];

/** The answer card: at most CARD_LINES lines of REPORT_WIDTH columns; how sure it is always stands in it. */
export function cardLines(answer: Answer, paint: Painter = plain): string[] {
  const { question, warning, headline, capabilityText } = answer;
  const head = [
    ...(warning === null ? [] : [paint('warning', warning)]),
    paint('quiet', question),
    ...firstLines(headline, capabilityText, paint),
  ];
  return [...head, ...fitting(cardRows(answer), CARD_LINES - head.length, paint)];
}

/** The headline stands out, as far as it goes on the lines that it shares. */
function firstLines(headline: string, rest: string, paint: Painter): string[] {
  let left = headline.length;
  return wrap(`${headline} ${rest}`.trim(), REPORT_WIDTH).map(line => {
    const strong = line.slice(0, Math.max(0, left));
    left -= line.length + 1;
    return strong === '' ? line : paint('strong', strong) + line.slice(strong.length);
  });
}

function fitting(rows: readonly CardRow[], room: number, paint: Painter): string[] {
  let kept = rows;
  const lines = () => kept.flatMap(row => rowLines(row, paint));
  for (const id of LEFT_OUT_FIRST) {
    if (lines().length <= room) break;
    kept = kept.filter(row => row.id !== id);
  }
  return lines();
}

function rowLines({ label, text, command }: CardRow, paint: Painter): string[] {
  const [first = '', ...rest] = wrap(`${label}: ${text}`.trim(), REPORT_WIDTH, '  ');
  const typed = command === '' ? [] : wrap(command, REPORT_WIDTH - 2).map(line => `  ${line}`);
  return [paint('heading', first.slice(0, label.length)) + first.slice(label.length), ...rest, ...typed];
}
