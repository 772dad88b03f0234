import type { EntryBlock } from '../triplets.ts';

/** Entries as they come; memory follows them, not what the file says of their number. */
export interface EntryList {
  add(row: number, column: number, value: number): void;
  /** Gives them away: the list is empty afterwards, and keeps no memory. */
  take(): readonly EntryBlock[];
}

/** Blocks are never copied: arrays that grow would take the memory of all entries once more. */
const BLOCK_LENGTH = 2 ** 17;

/** @param mostCount never more are added */
export function createEntryList(hasValues: boolean, mostCount: number): EntryList {
  let full: EntryBlock[] = [];
  let rows = new Uint32Array(0);
  let columns = new Uint32Array(0);
  let values: Float32Array | null = null;
  let count = 0;
  let fullCount = 0;
  const close = () => {
    if (count > 0) full.push({ count, rows, columns, values });
    fullCount += count;
    count = 0;
  };
  const open = (length: number) => {
    rows = new Uint32Array(length);
    columns = new Uint32Array(length);
    values = hasValues ? new Float32Array(length) : null;
  };
  return {
    add(row, column, value) {
      if (count === rows.length) {
        close();
        open(Math.min(BLOCK_LENGTH, mostCount - fullCount));
      }
      rows[count] = row;
      columns[count] = column;
      if (values !== null) values[count] = value;
      count++;
    },
    take() {
      close();
      const taken = full;
      full = [];
      open(0);
      return taken;
    },
  };
}
