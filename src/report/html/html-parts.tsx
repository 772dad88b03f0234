import type { ComponentChildren } from 'preact';
import type { Figure } from '../../charts/figure.ts';
import { keptText } from './kept-text.tsx';

export interface HtmlColumn {
  readonly label: string;
  readonly numeric: boolean;
}

export interface HtmlTableProps {
  /** Names the table, on screen and for screen readers. */
  readonly caption: string;
  readonly columns: readonly HtmlColumn[];
  /** The first cell of a row is its header. */
  readonly rows: readonly (readonly ComponentChildren[])[];
}

/** A table that scrolls within its own frame. */
export function HtmlTable({ caption, columns, rows }: HtmlTableProps) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling frame must be reachable by keyboard
    <section class="frame" tabIndex={0} aria-label={caption}>
      <table>
        <caption>{caption}</caption>
        <thead>
          <tr>
            {columns.map(column => (
              <th key={column.label} scope="col" class={column.numeric ? 'number' : undefined}>
                {column.label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((cells, index) => (
            <tr key={index}>
              {cells.map((cell, column) =>
                column === 0 ? (
                  <th key={columns[column]?.label} scope="row">
                    {cell}
                  </th>
                ) : (
                  <td key={columns[column]?.label} class={columns[column]?.numeric ? 'number' : undefined}>
                    {cell}
                  </td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

interface DrawnProps {
  readonly figure: Figure;
  /** In px, as drawn where there is room. */
  readonly width: number;
  /** Under it (default: its finding in words). Null: it stands above. */
  readonly caption?: ComponentChildren;
}

/** px, of a figure that stands alone. */
export const FULL_WIDTH = 760;
/** Fits a phone with its text at full size. */
const PHONE_WIDTH = 340;

/** A figure with the equivalent table folded under it. Drawn for wide and narrow screens. */
export function Drawn({ figure, width, caption = keptText(figure.text.title) }: DrawnProps) {
  const { text } = figure;
  const at = (px: number) => figure.draw({ width: px, height: figure.heightFor(px) }, null);
  return (
    <figure>
      {width <= PHONE_WIDTH ? (
        at(width)
      ) : (
        <>
          <div class="wide">{at(width)}</div>
          <div class="narrow">{at(PHONE_WIDTH)}</div>
        </>
      )}
      {caption !== null && <figcaption>{caption}</figcaption>}
      {text.rows.length > 0 && (
        <details>
          <summary>Show as table</summary>
          <HtmlTable caption={figure.heading} columns={text.columns} rows={text.rows.map(row => row.cells)} />
        </details>
      )}
    </figure>
  );
}

interface FoldProps {
  readonly title: string;
  readonly isOpen?: boolean;
  readonly children: ComponentChildren;
}

/** A part for those who doubt; printed open. */
export function Fold({ title, isOpen = false, children }: FoldProps) {
  return (
    <details class="fold" open={isOpen}>
      <summary>
        <h2>{title}</h2>
      </summary>
      {children}
    </details>
  );
}

export function text(label: string): HtmlColumn {
  return { label, numeric: false };
}

export function number(label: string): HtmlColumn {
  return { label, numeric: true };
}
