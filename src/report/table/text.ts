import { printable } from '../../core/printable.ts';
import { keepUnits } from '../../core/units.ts';

/** Plain-text layout: every function keeps lines within the width it is given, counted in code points. */

/** Of everything printed for a terminal. */
export const REPORT_WIDTH = 80;

export interface Column {
  readonly header: string;
  readonly align: 'left' | 'right';
  /** Takes what the other columns leave, and is shortened in the middle where that is not enough. */
  readonly flexible?: boolean;
}

const GAP = ' ';

/** Header and rows with aligned columns. At most one column may be flexible. */
export function alignColumns(columns: readonly Column[], rows: readonly string[][], width: number): string[] {
  const cells = [columns.map(column => column.header), ...rows].map(row => row.map(printable));
  const natural = columns.map((_, index) => Math.max(...cells.map(row => lengthOf(row[index] ?? ''))));
  const fixed = columns.reduce((sum, column, index) => sum + (column.flexible ? 0 : natural[index]!), 0);
  const room = width - fixed - GAP.length * (columns.length - 1);
  const widths = columns.map((column, index) =>
    column.flexible ? Math.max(1, Math.min(natural[index]!, room)) : natural[index]!,
  );
  return cells.map(row => {
    const padded = columns.map(({ align }, index) =>
      pad(shorten(row[index] ?? '', widths[index]!), widths[index]!, align),
    );
    return shorten(padded.join(GAP).trimEnd(), width);
  });
}

/**
 * Breaks at spaces, but not between a number and its unit; keeps leading ones; a word longer than a line is cut.
 * @param indent of every line but the first
 */
export function wrap(text: string, width: number, indent = ''): string[] {
  const safe = keepUnits(printable(text));
  const lines: string[] = [];
  let lead = /^ */.exec(safe)![0];
  let line = '';
  const room = () => Math.max(1, width - lead.length);
  const flush = () => {
    lines.push((lead + line).replaceAll('\u00a0', ' '));
    lead = indent;
    line = '';
  };
  for (const word of safe.trim().split(/ +/)) {
    if (line !== '' && lengthOf(line) + 1 + lengthOf(word) > room()) flush();
    let rest = line === '' ? word : `${line} ${word}`;
    while (lengthOf(rest) > room()) {
      const characters = [...rest];
      line = characters.slice(0, room()).join('');
      rest = characters.slice(room()).join('');
      flush();
    }
    line = rest;
  }
  if (line !== '' || lines.length === 0) flush();
  return lines;
}

/** Label and text in two columns, the text wrapped within its own. */
export function labelled(label: string, text: string, labelWidth: number, width: number): string[] {
  const indent = ' '.repeat(labelWidth);
  const [first = '', ...rest] = wrap(text, width - labelWidth);
  return [`${pad(label, labelWidth, 'left')}${first}`, ...rest.map(line => indent + line)].map(line =>
    line.trimEnd(),
  );
}

/** A list of labels, each with its text beside it. */
export function definitions(
  items: readonly (readonly [label: string, text: string])[],
  width: number,
): string[] {
  const labelWidth = Math.max(0, ...items.map(([label]) => lengthOf(label))) + 2;
  return items.flatMap(([label, text]) => labelled(label, text, labelWidth, width));
}

/** Paragraphs with a line between them. */
export function joined(parts: readonly (readonly string[])[]): string {
  return parts
    .filter(lines => lines.length > 0)
    .map(lines => lines.join('\n'))
    .join('\n\n');
}

/** The first lines of a text, the last of them marked where it goes on. */
export function firstLines(text: string, count: number, width: number): string[] {
  const lines = wrap(text, width);
  const last = lines[count - 1];
  if (last === undefined || lines.length === count) return lines;
  return [...lines.slice(0, count - 1), `${[...last].slice(0, width - 2).join('')} …`];
}

/** Cuts the middle, since both ends of a kernel's name tell kernels apart. */
export function shorten(text: string, width: number): string {
  const characters = [...text];
  if (characters.length <= width) return text;
  const head = Math.ceil((width - 1) / 2);
  const tail = width - 1 - head;
  return `${characters.slice(0, head).join('')}…${tail === 0 ? '' : characters.slice(-tail).join('')}`;
}

function pad(text: string, width: number, align: 'left' | 'right'): string {
  const space = ' '.repeat(Math.max(0, width - lengthOf(text)));
  return align === 'left' ? text + space : space + text;
}

function lengthOf(text: string): number {
  return [...text].length;
}
