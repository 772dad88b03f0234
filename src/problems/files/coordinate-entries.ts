import { InvalidFileError } from '../../core/errors.ts';
import type { SparseMatrix } from '../../core/problem.ts';
import { formatCount } from '../../core/units.ts';
import { randomValues, STREAM } from '../fill.ts';
import { canonicalMatrix, type Mirror } from '../triplets.ts';
import { type Cursor, lineEnd, quoted, readWhole, skipBlanks, wordsAt } from './bytes/scan.ts';
import { createEntryList } from './entry-list.ts';
import type { EntryReader } from './entry-reader.ts';
import { createValueReader, requireLineEnd } from './entry-values.ts';
import { checkClaimedSize, type MatrixSource } from './matrix-file.ts';
import type { MatrixMarketHeader } from './matrix-market-header.ts';
import { createTriangleCheck } from './triangle.ts';

export interface CoordinateShape {
  readonly rowCount: number;
  readonly columnCount: number;
  readonly entryCount: number;
  /** The size line. */
  readonly line: number;
  readonly allowsMissing: boolean;
}

const MIRRORS: Readonly<Record<MatrixMarketHeader['symmetry'], Mirror>> = {
  general: 'none',
  symmetric: 'same',
  'skew-symmetric': 'negated',
};

/** Lines `row column value`, or `row column` of a pattern, 1-based, in any order. */
export function createCoordinateReader(
  source: MatrixSource,
  header: MatrixMarketHeader,
  shape: CoordinateShape,
): EntryReader {
  const { rowCount, columnCount, entryCount } = shape;
  const isPattern = header.field === 'pattern';
  const mirror = MIRRORS[header.symmetry];
  checkClaimedSize(source, `line ${shape.line}`, {
    rowCount,
    columnCount,
    entryCount,
    bytesPerEntry: isPattern ? 4 : 6,
    nnz: mirror === 'none' ? entryCount : 2 * entryCount,
  });
  const valueReader = createValueReader(source, header, shape.allowsMissing);
  const triangle = createTriangleCheck(source, header);
  const entries = createEntryList(!isPattern, entryCount);
  const fail = (line: number, message: string) =>
    new InvalidFileError(source.fileName, `line ${line}`, message);
  let count = 0;
  let ignoredValueCount = 0;

  return {
    read(cursor) {
      const start = cursor.at;
      const row = readWhole(cursor);
      const column = readWhole(cursor);
      if (!(row >= 1 && row <= rowCount && column >= 1 && column <= columnCount)) {
        throw fail(cursor.line, describeBadIndex(header, shape, row, column, { ...cursor, at: start }));
      }
      if (count === entryCount) {
        throw fail(cursor.line, `one more entry than the ${formatCount(entryCount)} of the size line`);
      }
      let value = 0;
      if (!isPattern) value = valueReader.read(cursor);
      else if (skipBlanks(cursor)) {
        valueReader.read(cursor);
        ignoredValueCount++;
      }
      requireLineEnd(source, cursor);
      if (mirror !== 'none') triangle.check(row, column, value, cursor.line);
      entries.add(row - 1, column - 1, value);
      count++;
    },
    finish(lastLine) {
      if (count < entryCount) {
        throw fail(
          lastLine,
          `the file ends after ${formatCount(count)} of the ${formatCount(entryCount)} entries of the size line`,
        );
      }
      const takeTriplets = () => ({ rowCount, columnCount, blocks: entries.take() });
      const { matrix, repeatedCount: repeatedEntryCount } = canonicalMatrix(takeTriplets, mirror);
      if (!isPattern) requireFiniteSums(source, matrix);
      const counts = { ignoredValueCount, repeatedEntryCount };
      if (!isPattern) {
        return { matrix, format: 'Matrix Market', valuesFrom: 'file', ...valueReader.counts(), ...counts };
      }
      return {
        matrix: { ...matrix, values: randomValues(matrix.values.length, source.seed, STREAM.values) },
        format: 'Matrix Market',
        valuesFrom: 'seed',
        replacedValueCount: 0,
        vanishedValueCount: 0,
        ...counts,
      };
    },
  };
}

function describeBadIndex(
  header: MatrixMarketHeader,
  shape: CoordinateShape,
  row: number,
  column: number,
  atStart: Cursor,
): string {
  if (row < 0 || column < 0) {
    const expected = header.field === 'pattern' ? '"row column"' : '"row column value"';
    return `found ${quoted(atStart.bytes, atStart.at, lineEnd(atStart))}, expected ${expected}`;
  }
  const [rowText, columnText] = wordsAt(atStart);
  if (row < 1 || row > shape.rowCount) return `row ${rowText}, expected 1 to ${shape.rowCount}`;
  return `column ${columnText}, expected 1 to ${shape.columnCount}`;
}

/** Each value fits into f32, sums of repeated entries may not. */
function requireFiniteSums(
  source: MatrixSource,
  { rowCount, rowPointers, columnIndices, values }: SparseMatrix,
): void {
  const bad = values.findIndex(value => !Number.isFinite(value));
  if (bad < 0) return;
  let row = 0;
  while (row < rowCount && rowPointers[row + 1]! <= bad) row++;
  const entry = `(${row + 1}, ${columnIndices[bad]! + 1})`;
  throw new InvalidFileError(
    source.fileName,
    null,
    `repeated entries ${entry} add up to more than 32-bit floats hold, expected at most 3.4e38`,
  );
}
