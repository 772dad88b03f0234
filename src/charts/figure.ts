import type { VNode } from 'preact';
import type { Finding } from '../core/record/finding.ts';

export interface Size {
  readonly width: number;
  readonly height: number;
}

export interface FigureRow {
  readonly cells: readonly string[];
  /** Record that the row (and the point of the same index) stands for; null where it stands for several. */
  readonly address: string | null;
}

/** A figure in words: its finding, and the equivalent table. Row i is point i, and its text the point's tooltip. */
export interface FigureText {
  /** The finding, as a sentence. */
  readonly title: string;
  /** What is drawn, and how to read it. */
  readonly description: string;
  readonly columns: readonly FigureColumn[];
  readonly rows: readonly FigureRow[];
}

export interface FigureColumn {
  /** With its unit. */
  readonly label: string;
  readonly numeric: boolean;
}

/** A figure ready for page and report: they choose the size, it draws itself. */
export interface Figure {
  /** Unique on the page, usable as an HTML id. */
  readonly id: string;
  readonly heading: string;
  readonly text: FigureText;
  /** Height that suits a width, in px. */
  heightFor(width: number): number;
  /** @param active index of the point to emphasise, or null */
  draw(size: Size, active: number | null): VNode;
}

/** Height of a small multiple, px. */
const SMALL_HEIGHT = 240;

/** The small multiple of a finding. */
export function findingFigure(
  { id, title }: Pick<Finding, 'id' | 'title'>,
  text: FigureText,
  draw: Figure['draw'],
): Figure {
  return { id: figureIdOf(id), heading: title, text, heightFor: () => SMALL_HEIGHT, draw };
}

/** Usable in HTML, whatever characters the finding's id has. */
function figureIdOf(findingId: string): string {
  return `finding-${findingId.replace(/[^A-Za-z0-9]+/g, '-')}`;
}

export function textColumn(label: string): FigureColumn {
  return { label, numeric: false };
}

export function numberColumn(label: string): FigureColumn {
  return { label, numeric: true };
}

/** The tooltip: first cell as it is, the others with their column's name where that says more. */
export function rowText(text: FigureText, index: number): string {
  const row = text.rows[index];
  if (!row) return '';
  return row.cells
    .map((cell, i) => (i === 0 || !text.columns[i]?.numeric ? cell : `${text.columns[i]!.label}: ${cell}`))
    .filter(cell => cell !== '')
    .join(' · ');
}
