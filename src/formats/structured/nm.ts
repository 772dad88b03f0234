import type { Encoded, Format } from '../../core/format.ts';
import type { SparseMatrix } from '../../core/problem.ts';
import { entriesOf, sparseOf } from '../csr.format.ts';

/** M: columns of a group. Two bits say which of them a value is in. */
const GROUP_COLUMNS = 4;
/** Two-bit indices in a word; rows are padded to whole words. */
export const SLOTS_PER_WORD = 16;
/** A slot takes 4¼ bytes, a nonzero of CSR 8: slots of which less than a quarter is filled take over twice the bytes of CSR. */
const MOST_PADDING = 4;

/**
 * N of every M columns, M being four: each group of four neighbouring columns of a row has `kept` slots, each a value and its
 * place in the group in two bits. A slot that no nonzero needs is zero, in place 0; what decoding gives back are the nonzeros.
 */
export function nmFormat(kept: 1 | 2): Format {
  const id = `nm-${kept}-4-f32`;
  return {
    id,
    label: `${kept} of 4, f32`,
    family: 'sparse-other',
    valueType: 'f32',
    source: '2:4 sparsity of Mishra et al., arXiv:2104.08378 (2021)',
    admissible(a) {
      const crowded = crowdedGroup(sparseOf(a), kept);
      if (crowded !== null) return crowded;
      const entries = entriesOf(a);
      const slots = a.rowCount * kept * Math.ceil(a.columnCount / GROUP_COLUMNS);
      if (slots <= MOST_PADDING * entries) return true;
      return `its groups of ${GROUP_COLUMNS} would hold ${slots} cells for ${entries} nonzeros, over ${MOST_PADDING} for each`;
    },
    encode(a): Encoded {
      const sparse = sparseOf(a);
      const outline = outlineOf(id, sparse, kept);
      fill(outline, sparse, kept);
      return outline;
    },
    outline: a => outlineOf(id, a, kept),
    decode: encoded => nonzerosOf(encoded, kept),
    // Of an entry a value, and two bits in whole words; slots that no nonzero needs are padding.
    storedBytes(a, entryCount) {
      const entries = entryCount ?? entriesOf(a);
      return 4 * (entries + Math.ceil(entries / SLOTS_PER_WORD));
    },
  };
}

/** The first group that holds more than it may, in words; null of none. */
function crowdedGroup({ rowCount, rowPointers, columnIndices }: SparseMatrix, kept: number): string | null {
  for (let row = 0; row < rowCount; row++) {
    const end = rowPointers[row + 1]!;
    // Columns ascend: one that is `kept` entries later lies in the next group at the earliest.
    for (let entry = rowPointers[row]!; entry + kept < end; entry++) {
      const group = columnIndices[entry]! >>> 2;
      if (columnIndices[entry + kept]! >>> 2 !== group) continue;
      let count = kept + 1;
      while (entry + count < end && columnIndices[entry + count]! >>> 2 === group) count++;
      const first = GROUP_COLUMNS * group;
      return `row ${row} has ${count} nonzeros in its group ${group} (columns ${first} to ${first + GROUP_COLUMNS - 1}), over ${kept}`;
    }
  }
  return null;
}

function outlineOf(format: string, a: SparseMatrix, kept: number): Encoded {
  const { rowCount, columnCount, values } = a;
  const wordsPerRow = Math.ceil((kept * Math.ceil(columnCount / GROUP_COLUMNS)) / SLOTS_PER_WORD);
  const slots = rowCount * wordsPerRow * SLOTS_PER_WORD;
  return {
    format,
    rowCount,
    columnCount,
    arrays: {
      places: new Uint32Array(rowCount * wordsPerRow),
      // Where every slot is filled, slots are entries: their memory is shared with CSR, here and on the device.
      values: values.length === slots ? values : new Float32Array(slots),
    },
    meta: { wordsPerRow, entries: values.length },
  };
}

/** @throws RangeError for a matrix that is not admissible */
function fill({ arrays, meta }: Encoded, a: SparseMatrix, kept: number): void {
  const { rowCount, rowPointers, columnIndices, values: entries } = a;
  const places = arrays.places as Uint32Array;
  const values = arrays.values as Float32Array;
  const slotsPerRow = meta.wordsPerRow! * SLOTS_PER_WORD;
  for (let row = 0; row < rowCount; row++) {
    const firstSlot = row * slotsPerRow;
    let slot = firstSlot - 1;
    for (let entry = rowPointers[row]!, end = rowPointers[row + 1]!; entry < end; entry++) {
      const column = columnIndices[entry]!;
      const first = firstSlot + kept * (column >>> 2);
      // The next slot of the same group, or the first of a later one.
      slot = Math.max(slot + 1, first);
      if (slot === first + kept)
        throw new RangeError(crowdedGroup(a, kept) ?? 'a group has too many nonzeros');
      if (values !== entries) values[slot] = entries[entry]!;
      places[slot >>> 4]! |= (column & 3) << (2 * (slot & 15));
    }
  }
}

function nonzerosOf({ rowCount, columnCount, arrays, meta }: Encoded, kept: number): SparseMatrix {
  const { places, values } = arrays;
  const slotsPerRow = meta.wordsPerRow! * SLOTS_PER_WORD;
  const rowPointers = new Uint32Array(rowCount + 1);
  const columnIndices = new Uint32Array(meta.entries!);
  const nonzeros = new Float32Array(meta.entries!);
  let next = 0;
  for (let row = 0; row < rowCount; row++) {
    for (let k = 0; k < slotsPerRow; k++) {
      const slot = row * slotsPerRow + k;
      if (values![slot] === 0) continue;
      const place = (places![slot >>> 4]! >>> (2 * (slot & 15))) & 3;
      columnIndices[next] = GROUP_COLUMNS * Math.floor(k / kept) + place;
      nonzeros[next++] = values![slot]!;
    }
    rowPointers[row + 1] = next;
  }
  return {
    kind: 'sparse',
    rowCount,
    columnCount,
    rowPointers,
    columnIndices: columnIndices.slice(0, next),
    values: nonzeros.slice(0, next),
  };
}
