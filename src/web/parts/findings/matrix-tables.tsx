import { useMemo } from 'preact/hooks';
import { keepUnits } from '../../../core/units.ts';
import {
  MATRIX_COLUMNS,
  MATRIX_NOTE,
  matrixBlocks,
  PRUNING_COLUMNS,
  PRUNING_HEADING,
  PRUNING_NOTE,
  pruningBlocks,
} from '../../../report/rows/matrix-rows.ts';
import { openAddress, type Shown } from '../../state.ts';

/** The kernels of each matrix by time, each opening its record; pruning methods where there are several. */
export function MatrixTables({ shown: { measured } }: { readonly shown: Shown }) {
  const [blocks, pruning] = useMemo(() => [matrixBlocks(measured), pruningBlocks(measured)], [measured]);
  if (blocks.length === 0) return <p class="quiet">None was timed.</p>;
  return (
    <>
      <p class="small">{keepUnits(MATRIX_NOTE)}</p>
      {blocks.map(({ title, sentence, kernels, remark }) => (
        <div key={title}>
          <h3>{title}</h3>
          <p>{keepUnits(sentence)}</p>
          <Table
            label={title}
            headers={MATRIX_COLUMNS.map(({ header }) => header)}
            rows={kernels.map(kernel => ({
              address: kernel.record.address,
              cells: MATRIX_COLUMNS.map(column => column.cell(kernel)),
            }))}
          />
          {remark !== '' && <p class="small">{remark}</p>}
        </div>
      ))}
      {pruning.length > 0 && (
        <>
          <h3>{PRUNING_HEADING}</h3>
          <p class="small">{PRUNING_NOTE}</p>
        </>
      )}
      {pruning.map(({ title, rows }) => (
        <div key={title}>
          <p>{title}</p>
          <Table
            label={title}
            headers={PRUNING_COLUMNS.map(({ header }) => header)}
            rows={rows.map(row => ({
              address: null,
              cells: PRUNING_COLUMNS.map(column => column.cell(row)),
            }))}
          />
        </div>
      ))}
    </>
  );
}

interface TableProps {
  readonly label: string;
  readonly headers: readonly string[];
  readonly rows: readonly { readonly address: string | null; readonly cells: readonly string[] }[];
}

/** Of words in the first two columns, then numbers. */
function Table({ label, headers, rows }: TableProps) {
  const classOf = (column: number) => (column > 1 ? 'number' : '');
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
    <section class="table-frame" tabIndex={0} aria-label={label}>
      <table>
        <thead>
          <tr>
            {headers.map((header, column) => (
              <th key={header} scope="col" class={classOf(column)}>
                {header}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ address, cells: [first, ...cells] }, index) => (
            <tr key={address ?? index}>
              <th scope="row">
                {address === null ? first : <Opener text={first ?? ''} address={address} />}
              </th>
              {cells.map((cell, column) => (
                <td key={headers[column + 1]} class={classOf(column + 1)}>
                  {cell}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Opener({ text, address }: { readonly text: string; readonly address: string }) {
  return (
    <button
      type="button"
      class="link"
      onClick={() => {
        openAddress.value = address;
      }}
    >
      {text}
    </button>
  );
}
