import { withRoom } from './matrix-file.ts';

type Arrays = {
  readonly count: number;
  readonly rows: Uint32Array<ArrayBuffer>;
  readonly columns: Uint32Array<ArrayBuffer>;
  /** Null for a pattern. */
  readonly values: Float32Array<ArrayBuffer> | null;
};

/** Entries as they come; memory follows them, not what the file says of their number. */
export interface EntryList {
  add(row: number, column: number, value: number): void;
  /** Gives them away: the list is empty afterwards, and keeps no memory. */
  take(): Arrays;
}

/** @param mostCount never more are added */
export function createEntryList(hasValues: boolean, mostCount: number): EntryList {
  let rows = new Uint32Array(0);
  let columns = new Uint32Array(0);
  let values = new Float32Array(0);
  let count = 0;
  const enlarge = () => {
    rows = withRoom(rows, count + 1, mostCount);
    columns = withRoom(columns, count + 1, mostCount);
    if (hasValues) values = withRoom(values, count + 1, mostCount);
  };
  return {
    add(row, column, value) {
      if (count === rows.length) enlarge();
      rows[count] = row;
      columns[count] = column;
      if (hasValues) values[count] = value;
      count++;
    },
    take() {
      const taken = { count, rows, columns, values: hasValues ? values : null };
      rows = new Uint32Array(0);
      columns = new Uint32Array(0);
      values = new Float32Array(0);
      count = 0;
      return taken;
    },
  };
}
