import type { Encoded, Format } from '../core/format.ts';
import type { SparseMatrix } from '../core/problem.ts';
import csr, { entriesOf } from './csr.format.ts';

const WORD_BITS = 32;
/** Words whose values are found by one rank: 256 columns, read as two vec4s. */
export const WORDS_PER_GROUP = 8;
const GROUP_COLUMNS = WORD_BITS * WORDS_PER_GROUP;

/**
 * One bit a cell, and the values of the cells whose bit is set, row by row. `ranks[row · groups + group]` is how many values
 * lie before a group of 256 columns. Bits of stored zeros are set. Rows of words are padded to whole groups.
 */
const bitmap: Format = {
  id: 'bitmap-f32',
  label: 'bitmap f32',
  family: 'sparse-other',
  valueType: 'f32',
  source: 'Bit masks with ranks, as in SparTA and SpInfer (EuroSys 2025)',
  admissible: () => true,
  encode(a): Encoded {
    const rows = csr.decode(csr.encode(a)) as SparseMatrix;
    const outline = bitmap.outline!(rows);
    const { ranks, words } = outline.arrays as Record<string, Uint32Array>;
    const groups = outline.meta.groupsPerRow!;
    for (let row = 0; row < a.rowCount; row++) {
      const firstWord = row * groups * WORDS_PER_GROUP;
      const end = rows.rowPointers[row + 1]!;
      let next = rows.rowPointers[row]!;
      for (let group = 0; group < groups; group++) {
        ranks![row * groups + group] = next;
        const beyond = (group + 1) * GROUP_COLUMNS;
        for (; next < end && rows.columnIndices[next]! < beyond; next++) {
          const column = rows.columnIndices[next]!;
          words![firstWord + (column >>> 5)]! |= 1 << (column & 31);
        }
      }
    }
    return outline;
  },
  outline({ rowCount, columnCount, rowPointers, values }): Encoded {
    const groups = groupsPerRow(columnCount);
    const ranks = new Uint32Array(rowCount * groups);
    for (let row = 0; row < rowCount; row++) ranks.fill(rowPointers[row]!, row * groups, (row + 1) * groups);
    const words = new Uint32Array(rowCount * groups * WORDS_PER_GROUP);
    return {
      format: bitmap.id,
      rowCount,
      columnCount,
      arrays: { ranks, words, values },
      meta: { groupsPerRow: groups },
    };
  },
  decode({ rowCount, columnCount, arrays, meta }): SparseMatrix {
    const wordsPerRow = meta.groupsPerRow! * WORDS_PER_GROUP;
    const values = arrays.values as Float32Array<ArrayBuffer>;
    const rowPointers = new Uint32Array(rowCount + 1);
    const columnIndices = new Uint32Array(values.length);
    let next = 0;
    for (let row = 0; row < rowCount; row++) {
      for (let word = 0; word < wordsPerRow; word++) {
        for (let bits = arrays.words![row * wordsPerRow + word]!; bits !== 0; bits &= bits - 1) {
          columnIndices[next++] = word * WORD_BITS + 31 - Math.clz32(bits & -bits);
        }
      }
      rowPointers[row + 1] = next;
    }
    return { kind: 'sparse', rowCount, columnCount, rowPointers, columnIndices, values };
  },
  storedBytes(a, entryCount) {
    const words = Math.ceil(a.columnCount / WORD_BITS);
    return 4 * (entryCount ?? entriesOf(a)) + 4 * a.rowCount * (words + groupsPerRow(a.columnCount));
  },
};

function groupsPerRow(columnCount: number): number {
  return Math.ceil(columnCount / GROUP_COLUMNS);
}

export default bitmap;
