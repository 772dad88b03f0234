import { useMemo, useState } from 'preact/hooks';
import { isMainCase } from '../../../report/rows/case-rows.ts';
import { sortPart } from '../../link/link.ts';
import { openAddress, type Shown } from '../../state.ts';
import {
  type CaseColumn,
  type CaseLine,
  caseColumns,
  caseLines,
  commonRemarks,
  measuredFirst,
  NOTHING,
  sortLines,
  tunablesText,
} from './case-lines.ts';

interface Order {
  readonly column: string;
  readonly descending: boolean;
}

/** As the address has it: "-time" has the largest on top. */
function orderOf(part: string | null): Order | null {
  if (part === null) return null;
  return { column: part.replace(/^-/, ''), descending: part.startsWith('-') };
}

function setOrder({ column, descending }: Order): void {
  sortPart.value = `${descending ? '-' : ''}${column}`;
}

/** Every case as a row: sortable, scrolling inside its own frame, opening its record. */
export function CaseTable({ shown }: { readonly shown: Shown }) {
  const order = orderOf(sortPart.value);
  const [everything, setEverything] = useState(false);
  const { records, ceilings } = shown.measured;
  const { environment } = shown;
  const lines = useMemo(() => {
    const wanted = records.filter(record => everything || record.status !== 'ok' || isMainCase(record));
    return caseLines(wanted, { records, ceilings, environment });
  }, [records, ceilings, environment, everything]);
  const columns = useMemo(() => caseColumns(lines), [lines]);
  const common = useMemo(() => commonRemarks(lines), [lines]);
  const sorted = order ? sortLines(lines, order.column, order.descending) : measuredFirst(lines);
  const hidden =
    records.length - records.filter(record => record.status !== 'ok' || isMainCase(record)).length;
  return (
    <>
      {hidden > 0 && (
        <label class="check">
          <input
            type="checkbox"
            checked={everything}
            onChange={event => setEverything(event.currentTarget.checked)}
          />
          Show the {hidden} probes, diluted and wall-clock cases too
        </label>
      )}
      {common.length > 0 && (
        <p class="small">Most rows: {common.map(({ meaning }) => meaning).join('; ')}.</p>
      )}
      <SortChoice columns={columns} order={order} />
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard */}
      <section class="table-frame cases stacked" tabIndex={0} aria-label="Table of all cases">
        <table>
          <thead>
            <tr>
              {columns.map(column => (
                <HeaderCell key={column.id} column={column} order={order} onOrder={setOrder} />
              ))}
            </tr>
          </thead>
          <tbody>
            {sorted.map(line => (
              <CaseRowView key={line.address} line={line} columns={columns} />
            ))}
          </tbody>
        </table>
        {lines.length === 0 && <p class="quiet empty-table">Rows appear as cases are finished.</p>}
      </section>
    </>
  );
}

interface SortChoiceProps {
  readonly columns: readonly CaseColumn[];
  readonly order: Order | null;
}

/** The head of the table on a phone, where rows are stacked: one line instead of ten buttons. */
function SortChoice({ columns, order }: SortChoiceProps) {
  return (
    <label class="sort-choice">
      Sorted by
      <select
        value={order === null ? '' : `${order.descending ? '-' : ''}${order.column}`}
        onChange={({ currentTarget: { value } }) => {
          sortPart.value = value === '' ? null : value;
        }}
      >
        <option value="">as measured</option>
        {columns.flatMap(({ id, label, numeric }) => [
          <option key={id} value={id}>{`${label}, ${numeric ? 'smallest' : 'first'} on top`}</option>,
          <option
            key={`-${id}`}
            value={`-${id}`}
          >{`${label}, ${numeric ? 'largest' : 'last'} on top`}</option>,
        ])}
      </select>
    </label>
  );
}

interface HeaderCellProps {
  readonly column: CaseColumn;
  readonly order: Order | null;
  readonly onOrder: (order: Order) => void;
}

/** First press sorts with the largest number (or the first word) on top, the next the other way. */
function HeaderCell({ column, order, onOrder }: HeaderCellProps) {
  const mine = order?.column === column.id ? order : null;
  const sorted = mine ? (mine.descending ? 'descending' : 'ascending') : 'none';
  return (
    <th scope="col" class={column.numeric ? 'number' : ''} aria-sort={sorted}>
      <button
        type="button"
        class="sort"
        title={column.meaning}
        onClick={() => onOrder({ column: column.id, descending: mine ? !mine.descending : column.numeric })}
      >
        {column.label}
        <span aria-hidden="true" class="sort-mark">
          {mine ? (mine.descending ? '▼' : '▲') : ''}
        </span>
      </button>
    </th>
  );
}

interface CaseRowViewProps {
  readonly line: CaseLine;
  readonly columns: readonly CaseColumn[];
}

function CaseRowView({ line, columns }: CaseRowViewProps) {
  const [first, ...rest] = columns;
  return (
    <tr class={line.notMeasured === null ? '' : 'not-measured'}>
      <th scope="row">
        <button
          type="button"
          class="link"
          onClick={() => {
            openAddress.value = line.address;
          }}
        >
          {first!.text(line)}
        </button>
        {tunablesText(line) !== '' && <span class="tunables">{tunablesText(line)}</span>}
      </th>
      {line.notMeasured === null ? (
        rest.map(column => <Cell key={column.id} column={column} line={line} />)
      ) : (
        <>
          <td>{rest[0]!.text(line)}</td>
          <td colSpan={rest.length - 1}>{line.notMeasured}</td>
        </>
      )}
    </tr>
  );
}

/** With the name of its column, for where rows are stacked; an empty one has nothing to say there. */
function Cell({ column, line }: { readonly column: CaseColumn; readonly line: CaseLine }) {
  const text = column.text(line);
  const isEmpty = text === '' || text === NOTHING;
  return (
    <td
      class={[column.numeric ? 'number' : '', isEmpty ? 'empty' : ''].join(' ').trim()}
      data-label={column.label}
    >
      {text}
    </td>
  );
}
