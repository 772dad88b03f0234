import type { ComponentChildren } from 'preact';
import type { Figure } from '../../charts/figure.ts';

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
}

/** Fits a phone with its text at full size. */
const PHONE_WIDTH = 340;

/** A figure with its finding in words and the equivalent table folded under it. Drawn for wide and narrow screens. */
export function Drawn({ figure, width }: DrawnProps) {
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
      <figcaption>{text.title}</figcaption>
      {text.rows.length > 0 && (
        <details>
          <summary>Show as table</summary>
          <HtmlTable caption={figure.heading} columns={text.columns} rows={text.rows.map(row => row.cells)} />
        </details>
      )}
    </figure>
  );
}

export function text(label: string): HtmlColumn {
  return { label, numeric: false };
}

export function number(label: string): HtmlColumn {
  return { label, numeric: true };
}
