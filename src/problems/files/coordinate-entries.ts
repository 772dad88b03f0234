import { InvalidFileError } from '../../core/errors.ts';
import type { SparseMatrix } from '../../core/problem.ts';
import { formatCount } from '../../core/units.ts';
import { randomValues, STREAM } from '../fill.ts';
import { canonicalMatrix, type Mirror } from '../triplets.ts';
import type { EntryReader } from './entry-reader.ts';
import { createValueReader, requireLineEnd } from './entry-values.ts';
import { checkClaimedSize, type MatrixSource, withRoom } from './matrix-file.ts';
import type { MatrixMarketHeader } from './matrix-market-header.ts';
import { type Cursor, lineEnd, quoted, readWhole } from './bytes/scan.ts';

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
  const fail = (line: number, message: string) =>
    new InvalidFileError(source.fileName, `line ${line}`, message);
  let rows = new Uint32Array(0);
  let columns = new Uint32Array(0);
  let values = new Float32Array(0);
  let count = 0;

  return {
    read(cursor) {
      const start = cursor.at;
      const row = readWhole(cursor);
      const column = readWhole(cursor);
      const isInside = row >= 1 && row <= rowCount && column >= 1 && column <= columnCount;
      if (!isInside || (mirror !== 'none' && !isLower(mirror, row, column))) {
        throw fail(cursor.line, describeBadIndex(header, shape, row, column, cursor, start));
      }
      if (count === entryCount) {
        throw fail(cursor.line, `one more entry than the ${formatCount(entryCount)} of the size line`);
      }
      if (count === rows.length) {
        rows = withRoom(rows, count + 1);
        columns = withRoom(columns, count + 1);
        if (!isPattern) values = withRoom(values, count + 1);
      }
      rows[count] = row - 1;
      columns[count] = column - 1;
      if (!isPattern) values[count] = valueReader.read(cursor);
      requireLineEnd(source, cursor);
      count++;
    },
    finish(lastLine) {
      if (count < entryCount) {
        throw fail(
          lastLine,
          `the file ends after ${formatCount(count)} of the ${formatCount(entryCount)} entries of the size line`,
        );
      }
      const triplets = { rowCount, columnCount, count, rows, columns, values: isPattern ? null : values };
      const matrix = canonicalMatrix(triplets, mirror);
      if (!isPattern) requireFiniteSums(source, matrix);
      const replacedValueCount = valueReader.replacedCount();
      return isPattern
        ? {
            matrix: { ...matrix, values: randomValues(matrix.values.length, source.seed, STREAM.values) },
            format: 'Matrix Market',
            valuesFrom: 'seed',
            replacedValueCount,
          }
        : { matrix, format: 'Matrix Market', valuesFrom: 'file', replacedValueCount };
    },
  };
}

/** Symmetric files hold the lower triangle, skew-symmetric ones without the diagonal, which is zero. */
function isLower(mirror: Mirror, row: number, column: number): boolean {
  return mirror === 'negated' ? row > column : row >= column;
}

function describeBadIndex(
  header: MatrixMarketHeader,
  shape: CoordinateShape,
  row: number,
  column: number,
  cursor: Cursor,
  start: number,
): string {
  const expected = header.field === 'pattern' ? '"row column"' : '"row column value"';
  if (row < 0 || column < 0)
    return `found ${quoted(cursor.bytes, start, lineEnd(cursor))}, expected ${expected}`;
  if (row < 1 || row > shape.rowCount) return `row ${row}, expected 1 to ${shape.rowCount}`;
  if (column < 1 || column > shape.columnCount) return `column ${column}, expected 1 to ${shape.columnCount}`;
  const place = header.symmetry === 'symmetric' ? 'on or below the diagonal' : 'below the diagonal';
  return `entry (${row}, ${column}) of a ${header.symmetry} matrix, expected entries ${place} only`;
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
