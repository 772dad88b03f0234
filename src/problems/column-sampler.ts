import type { Random } from '../core/random.ts';

/** Writes `count` distinct columns, ascending, every such set equally likely, from `start` on. */
export type ColumnSampler = (count: number, columns: Uint32Array, start: number) => void;

export function createColumnSampler(columnCount: number, random: Random): ColumnSampler {
  const sampleFew = createBitmapSampler(columnCount, random);
  let omitted = new Uint32Array(0);
  return (count, columns, start) => {
    if (2 * count <= columnCount) return sampleFew(count, columns, start);
    const omittedCount = columnCount - count;
    if (omitted.length < omittedCount) omitted = new Uint32Array(omittedCount);
    sampleFew(omittedCount, omitted, 0);
    writeOthers(omitted.subarray(0, omittedCount), columnCount, columns, start);
  };
}

/**
 * Draws until enough columns are distinct, and collects them as bits of `columnBits`. A word of 32 bits that is not 0
 * has its bit in `wordBits`, and a word there its bit in `groupBits`: so the set is read in order, and cleared, without
 * looking at the columns between.
 */
function createBitmapSampler(columnCount: number, random: Random): ColumnSampler {
  const draw = createColumnDraw(columnCount, random);
  const columnBits = new Int32Array(Math.ceil(columnCount / 32));
  const wordBits = new Int32Array(Math.ceil(columnBits.length / 32));
  const groupBits = new Int32Array(Math.ceil(wordBits.length / 32));
  return (count, columns, start) => {
    for (let chosen = 0; chosen < count; ) {
      const column = draw();
      const before = columnBits[column >> 5]!;
      // Shifts take the lowest five bits of the distance only.
      const after = before | (1 << column);
      if (after === before) continue;
      columnBits[column >> 5] = after;
      wordBits[column >> 10]! |= 1 << (column >> 5);
      groupBits[column >> 15]! |= 1 << (column >> 10);
      chosen++;
    }
    let place = start;
    for (let top = 0; top < groupBits.length; top++) {
      for (let groups = groupBits[top]!; groups !== 0; groups &= groups - 1) {
        const group = 32 * top + lowestBit(groups);
        for (let words = wordBits[group]!; words !== 0; words &= words - 1) {
          const word = 32 * group + lowestBit(words);
          for (let bits = columnBits[word]!; bits !== 0; bits &= bits - 1) {
            columns[place++] = 32 * word + lowestBit(bits);
          }
          columnBits[word] = 0;
        }
        wordBits[group] = 0;
      }
      groupBits[top] = 0;
    }
  };
}

function createColumnDraw(columnCount: number, random: Random): () => number {
  const words = new Uint32Array(2048);
  const scale = 2 ** -32 * columnCount;
  let next = words.length;
  return () => {
    if (next === words.length) {
      random.fillUint32(words);
      next = 0;
    }
    return (words[next++]! * scale) | 0;
  };
}

function lowestBit(bits: number): number {
  return 31 - Math.clz32(bits & -bits);
}

function writeOthers(omitted: Uint32Array, columnCount: number, columns: Uint32Array, start: number): void {
  let place = start;
  let column = 0;
  for (let i = 0; i <= omitted.length; i++) {
    const stop = i < omitted.length ? omitted[i]! : columnCount;
    while (column < stop) columns[place++] = column++;
    column = stop + 1;
  }
}
