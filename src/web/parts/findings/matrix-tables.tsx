import { useMemo } from 'preact/hooks';
import type { BenchRecord } from '../../../core/record/record.ts';
import { keepUnits } from '../../../core/units.ts';
import { tunedText } from '../../../report/rows/case-rows.ts';
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
        <div key={title} class="matrix-block">
          <h3>{title}</h3>
          <p>{keepUnits(sentence)}</p>
          <Table
            label={title}
            columns={RANKING_COLUMNS}
            groups={[
              {
                title: null,
                rows: kernels.map(kernel => ({
                  record: kernel.record,
                  cells: MATRIX_COLUMNS.map(column => column.cell(kernel)),
                })),
              },
            ]}
          />
          {remark !== '' && <p class="small">{remark}</p>}
        </div>
      ))}
      {pruning.length > 0 && (
        <div class="matrix-block">
          <h3>{PRUNING_HEADING}</h3>
          <p class="small">{PRUNING_NOTE}</p>
          <Table
            label={PRUNING_HEADING}
            columns={METHOD_COLUMNS}
            groups={pruning.map(({ title, rows }) => ({
              title,
              rows: rows.map(row => ({
                record: null,
                cells: PRUNING_COLUMNS.map(column => column.cell(row)),
              })),
            }))}
          />
        </div>
      )}
    </>
  );
}

/** What a stacked row leaves out. */
const NOTHING = ['n/a', '–'];

interface Column {
  readonly header: string;
  readonly numeric: boolean;
}

const WORDS = ['kernel', 'format', 'method'];
const withKind = ({ header }: { readonly header: string }): Column => ({
  header,
  numeric: !WORDS.includes(header),
});
const RANKING_COLUMNS = MATRIX_COLUMNS.map(withKind);
const METHOD_COLUMNS = PRUNING_COLUMNS.map(withKind);

interface Row {
  /** What its first cell opens. */
  readonly record: BenchRecord | null;
  readonly cells: readonly string[];
}

interface TableProps {
  readonly label: string;
  readonly columns: readonly Column[];
  readonly groups: readonly { readonly title: string | null; readonly rows: readonly Row[] }[];
}

/** On a phone every row becomes a short list of its numbers. */
function Table({ label, columns, groups }: TableProps) {
  const classOf = (column: number) => (columns[column]?.numeric ? 'number' : '');
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
    <section class="table-frame whole stacked" tabIndex={0} aria-label={label}>
      <table>
        <thead>
          <tr>
            {columns.map(({ header }, column) => (
              <th key={header} scope="col" class={classOf(column)}>
                {header}
              </th>
            ))}
          </tr>
        </thead>
        {groups.map(({ title, rows }) => (
          <tbody key={title}>
            {title !== null && (
              <tr class="group">
                <th scope="rowgroup" colSpan={columns.length}>
                  {title}
                </th>
              </tr>
            )}
            {rows.map(({ record, cells: [first, ...cells] }, index) => (
              <tr key={record?.address ?? index}>
                <th scope="row">{record === null ? first : <Opener record={record} />}</th>
                {cells.map((cell, column) => (
                  <td
                    key={columns[column + 1]?.header}
                    class={`${classOf(column + 1)}${NOTHING.includes(cell) ? ' empty' : ''}`.trim()}
                    data-label={columns[column + 1]?.header}
                  >
                    {cell}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        ))}
      </table>
    </section>
  );
}

function Opener({ record }: { readonly record: BenchRecord }) {
  const tuned = tunedText(record);
  return (
    <>
      <button
        type="button"
        class="link"
        onClick={() => {
          openAddress.value = record.address;
        }}
      >
        {record.case.kernelId}
      </button>
      {tuned !== '' && <span class="tunables">{tuned}</span>}
    </>
  );
}
