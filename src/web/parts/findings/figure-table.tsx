import type { Figure } from '../../../charts/figure.ts';
import { openAddress } from '../../state.ts';

/** The equivalent of a figure: one row a point, with the text of its tooltip. */
export function FigureTable({ figure }: { readonly figure: Figure }) {
  const { columns, rows } = figure.text;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
    <section class="table-frame" tabIndex={0} aria-label={`${figure.heading} as a table`}>
      <table>
        <thead>
          <tr>
            {columns.map(column => (
              <th key={column.label} scope="col" class={column.numeric ? 'number' : ''}>
                {column.label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, i) => (
            <tr key={`${row.address ?? ''} ${i}`}>
              {row.cells.map((cell, c) =>
                c === 0 ? (
                  <th key={columns[c]?.label} scope="row">
                    <RowName cell={cell} address={row.address} />
                  </th>
                ) : (
                  <td key={columns[c]?.label} class={columns[c]?.numeric ? 'number' : ''}>
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

function RowName({ cell, address }: { readonly cell: string; readonly address: string | null }) {
  if (address === null) return cell;
  return (
    <button
      type="button"
      class="link"
      onClick={() => {
        openAddress.value = address;
      }}
    >
      {cell}
    </button>
  );
}
