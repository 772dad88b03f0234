import type { Answer } from '../../answer/answer.ts';
import { cardRows } from '../../answer/card-rows.ts';
import { printable } from '../../core/printable.ts';
import { textWidth } from '../label-placement.ts';

export const CARD_WIDTH = 1200;
export const CARD_HEIGHT = 630;

/** px, of the text's sides. */
export const MARGIN = 56;

export type CardTone = 'warning' | 'quiet' | 'headline' | 'lead' | 'label' | 'text';

/** One line of text; y is its baseline. */
export interface CardLine {
  readonly tone: CardTone;
  readonly text: string;
  readonly x: number;
  readonly y: number;
  readonly fontSize: number;
}

interface Style {
  readonly fontSize: number;
  readonly bold: boolean;
}

/** At full size, px. */
export const STYLES: Readonly<Record<CardTone, Style>> = {
  warning: { fontSize: 26, bold: true },
  quiet: { fontSize: 24, bold: false },
  headline: { fontSize: 46, bold: true },
  lead: { fontSize: 30, bold: false },
  label: { fontSize: 24, bold: false },
  text: { fontSize: 24, bold: false },
};

/** Bold letters are wider than textWidth says. */
const BOLD_WIDTH = 1.08;
const LINE_HEIGHT = 1.3;
const LABEL_WIDTH = 170;
/** The last line of the picture, where it comes from. */
const FOOTER_HEIGHT = 44;
/** Sizes that are tried, largest first; at the smallest, rows that do not fit are left out from the last on. */
const SCALES = [1, 0.92, 0.85, 0.78, 0.72, 0.66] as const;

/** All lines of the card but its footer, at the largest size at which they fit. */
export function cardLayout(answer: Answer): readonly CardLine[] {
  for (const scale of SCALES) {
    const lines = linesAt(answer, scale);
    if (bottomOf(lines) <= CARD_HEIGHT - MARGIN - FOOTER_HEIGHT) return lines;
  }
  const limit = CARD_HEIGHT - MARGIN - FOOTER_HEIGHT;
  return linesAt(answer, SCALES[SCALES.length - 1]!).filter(({ y }) => y <= limit);
}

function bottomOf(lines: readonly CardLine[]): number {
  return Math.max(0, ...lines.map(({ y }) => y));
}

function linesAt(answer: Answer, scale: number): readonly CardLine[] {
  const lines: CardLine[] = [];
  let y = MARGIN;
  const add = (tone: CardTone, text: string, x = MARGIN, gap = 0) => {
    const fontSize = STYLES[tone].fontSize * scale;
    y += gap * scale;
    for (const line of wrapped(text, CARD_WIDTH - MARGIN - x, tone, fontSize)) {
      y += fontSize * LINE_HEIGHT;
      lines.push({ tone, text: line, x, y, fontSize });
    }
  };
  y -= STYLES.quiet.fontSize * scale;
  if (answer.warning !== null) add('warning', answer.warning);
  add('quiet', answer.question);
  add('headline', answer.headline, MARGIN, 4);
  add('lead', answer.capabilityText, MARGIN, 10);
  y += 8 * scale;
  for (const { label, text } of cardRows(answer)) {
    // A picture cannot be copied from.
    if (text === '') continue;
    const top = y;
    add('label', label, MARGIN, 14);
    y = top;
    add('text', text, MARGIN + LABEL_WIDTH * scale, 14);
  }
  return lines;
}

/** Breaks at spaces; a word that is longer than a line, wherever it must. */
function wrapped(text: string, width: number, tone: CardTone, fontSize: number): readonly string[] {
  const fits = (line: string) => lineWidth(line, tone, fontSize) <= width;
  const lines: string[] = [];
  let line = '';
  for (const word of printable(text)
    .split(/\s+/)
    .filter(part => part !== '')) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (fits(longer)) {
      line = longer;
      continue;
    }
    if (line !== '') lines.push(line);
    line = '';
    for (const character of word) {
      if (!fits(line + character)) {
        lines.push(line);
        line = '';
      }
      line += character;
    }
  }
  return line === '' ? lines : [...lines, line];
}

/** px, on the wide side. */
export function lineWidth(text: string, tone: CardTone, fontSize: number): number {
  return textWidth(text, fontSize) * (STYLES[tone].bold ? BOLD_WIDTH : 1);
}
