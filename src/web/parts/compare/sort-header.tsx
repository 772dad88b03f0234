/** By which column a table is sorted, and which way. */
export interface Order<Column extends string> {
  readonly column: Column;
  readonly isDescending: boolean;
}

interface SortHeaderProps<Column extends string> {
  readonly column: Column;
  readonly label: string;
  readonly meaning: string;
  readonly isNumeric: boolean;
  readonly order: Order<Column>;
  readonly onOrder: (order: Order<Column>) => void;
}

/** First press sorts with the largest number (or the first word) on top, the next the other way. */
export function SortHeader<Column extends string>(props: SortHeaderProps<Column>) {
  const { column, label, meaning, isNumeric, order, onOrder } = props;
  const isMine = order.column === column;
  return (
    <th
      scope="col"
      class={isNumeric ? 'number' : ''}
      aria-sort={isMine ? (order.isDescending ? 'descending' : 'ascending') : 'none'}
    >
      <button
        type="button"
        class="sort"
        title={meaning}
        onClick={() => onOrder({ column, isDescending: isMine ? !order.isDescending : isNumeric })}
      >
        {label}
        <span aria-hidden="true" class="sort-mark">
          {isMine ? (order.isDescending ? '▼' : '▲') : ''}
        </span>
      </button>
    </th>
  );
}
