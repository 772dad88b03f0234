/** How a dense format lays out a row: what a kernel needs to cut the matrix by rows and to pad x. */
export interface RowPacking {
  readonly valuesPerWord: number;
  /** Rows are padded to a multiple of this many columns. */
  readonly columnMultiple: number;
  /** Consecutive columns of a row that share one f32 scale; null where values stand for themselves. */
  readonly groupColumns: number | null;
}

/** Loads are vec4s of words, so rows are whole vec4s; groups are whole too. */
const WORDS_PER_QUAD = 4;

/** Columns that share a scale in the integer formats. */
export const GROUP_COLUMNS = 64;

export const F32_ROWS: RowPacking = { valuesPerWord: 1, columnMultiple: WORDS_PER_QUAD, groupColumns: null };

export const F16_ROWS: RowPacking = {
  valuesPerWord: 2,
  columnMultiple: 2 * WORDS_PER_QUAD,
  groupColumns: null,
};

export const I8_ROWS: RowPacking = {
  valuesPerWord: 4,
  columnMultiple: GROUP_COLUMNS,
  groupColumns: GROUP_COLUMNS,
};

export const I4_ROWS: RowPacking = {
  valuesPerWord: 8,
  columnMultiple: GROUP_COLUMNS,
  groupColumns: GROUP_COLUMNS,
};

/** Columns of a row with its padding. */
export function paddedColumns(columnCount: number, { columnMultiple }: RowPacking): number {
  return Math.ceil(columnCount / columnMultiple) * columnMultiple;
}

/** Bytes of a padded row without its scales. */
export function packedRowBytes(columnCount: number, packing: RowPacking): number {
  return (4 * paddedColumns(columnCount, packing)) / packing.valuesPerWord;
}
