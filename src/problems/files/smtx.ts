import { InvalidFileError } from '../../core/errors.ts';
import type { SparseMatrix } from '../../core/problem.ts';
import { formatCount } from '../../core/units.ts';
import { randomValues, STREAM } from '../fill.ts';
import { sortedRows } from '../triplets.ts';
import { COMMA, type Cursor, NEWLINE, quotedWord, readWhole, skipBlanks } from './bytes/scan.ts';
import { createTextStream } from './bytes/text-stream.ts';
import {
  checkClaimedSize,
  type MatrixFile,
  type MatrixParser,
  type MatrixSource,
  parseChunks,
  withRoom,
} from './matrix-file.ts';

/** What was read so far. */
interface Progress {
  /** 1: sizes, 2: row offsets, 3: columns, more: nothing may follow. */
  line: number;
  /** Rows, columns, nonzeros. */
  readonly sizes: number[];
  offsets: Uint32Array<ArrayBuffer>;
  offsetCount: number;
  columns: Uint32Array<ArrayBuffer>;
  columnCount: number;
}

/**
 * A `.smtx` file, the pattern of a pruned weight matrix (Deep Learning Matrix Collection): three lines, `rows, columns,
 * nonzeros`, then rows + 1 row offsets, then column indices, 0-based. Values are drawn from the seed.
 * @throws InvalidFileError
 */
export function readSmtx(chunks: AsyncIterable<Uint8Array>, source: MatrixSource): Promise<MatrixFile> {
  return parseChunks(chunks, createSmtxParser(source));
}

export function createSmtxParser(source: MatrixSource): MatrixParser {
  const progress: Progress = {
    line: 1,
    sizes: [],
    offsets: new Uint32Array(0),
    offsetCount: 0,
    columns: new Uint32Array(0),
    columnCount: 0,
  };
  const text = createTextStream(source.fileName, 'word', (bytes, start, end) => {
    const cursor: Cursor = { bytes, at: start, end, line: progress.line };
    while (skipBlanks(cursor) || cursor.at < end) readWord(source, progress, cursor);
  });
  return {
    push: text.push,
    finish() {
      text.finish();
      while (progress.line <= 3) endLine(source, progress);
      return {
        matrix: toMatrix(source, progress),
        format: '.smtx',
        valuesFrom: 'seed',
        replacedValueCount: 0,
        vanishedValueCount: 0,
        ignoredValueCount: 0,
        repeatedEntryCount: 0,
      };
    },
  };
}

function readWord(source: MatrixSource, progress: Progress, cursor: Cursor): void {
  const { bytes, at } = cursor;
  if (bytes[at] === NEWLINE) {
    cursor.at++;
    endLine(source, progress);
  } else if (bytes[at] === COMMA && progress.line === 1) {
    cursor.at++;
  } else {
    const number = readWhole(cursor, progress.line === 1 ? COMMA : undefined);
    const isExact = number >= 0 && number <= Number.MAX_SAFE_INTEGER;
    if (progress.line === 3 && isExact) addColumn(source, progress, number);
    else if (progress.line === 2 && isExact) addOffset(source, progress, number);
    else if (progress.line === 1 && isExact && progress.sizes.length < 3) progress.sizes.push(number);
    else throw misplaced(source, progress, quotedWord({ ...cursor, at }), number);
  }
}

function addOffset(source: MatrixSource, progress: Progress, offset: number): void {
  const [rowCount, , nnz] = progress.sizes as [number, number, number];
  const { offsetCount } = progress;
  const place = `line 2, offset ${offsetCount + 1}`;
  if (offsetCount > rowCount) {
    throw fail(
      source,
      place,
      `expected the line to end after ${formatCount(rowCount + 1)} offsets, rows + 1`,
    );
  }
  const lowest = offsetCount === 0 ? 0 : progress.offsets[offsetCount - 1]!;
  const highest = offsetCount === 0 ? 0 : nnz;
  if (offset < lowest || offset > highest) {
    throw fail(
      source,
      place,
      `${offset}, expected ${lowest === highest ? lowest : `${lowest} to ${highest}`}`,
    );
  }
  progress.offsets = withRoom(progress.offsets, offsetCount + 1);
  progress.offsets[offsetCount] = offset;
  progress.offsetCount++;
}

function addColumn(source: MatrixSource, progress: Progress, column: number): void {
  const [, columnLimit, nnz] = progress.sizes as [number, number, number];
  const { columnCount } = progress;
  if (columnCount === nnz || column >= columnLimit) {
    const expected =
      columnCount === nnz
        ? `expected the line to end after ${formatCount(nnz)} columns`
        : `column ${column}, expected 0 to ${columnLimit - 1}`;
    throw fail(source, `line 3, entry ${columnCount + 1}`, expected);
  }
  if (columnCount === progress.columns.length) progress.columns = withRoom(progress.columns, columnCount + 1);
  progress.columns[columnCount] = column;
  progress.columnCount++;
}

function endLine(source: MatrixSource, progress: Progress): void {
  if (progress.line === 1) checkSizes(source, progress.sizes);
  const [rowCount = 0, , nnz = 0] = progress.sizes;
  const { offsetCount, columnCount } = progress;
  if (progress.line === 2) {
    if (offsetCount !== rowCount + 1) {
      const expected = `expected ${formatCount(rowCount + 1)}, rows + 1`;
      throw fail(source, 'line 2', `${formatCount(offsetCount)} row offsets, ${expected}`);
    }
    const last = progress.offsets[rowCount]!;
    if (last !== nnz)
      throw fail(source, 'line 2', `the last offset is ${last}, expected ${nnz}, the nonzeros`);
  }
  if (progress.line === 3 && columnCount !== nnz) {
    throw fail(
      source,
      'line 3',
      `${formatCount(columnCount)} columns, expected ${formatCount(nnz)}, the nonzeros`,
    );
  }
  progress.line++;
}

function checkSizes(source: MatrixSource, sizes: number[]): void {
  const [rowCount, columnCount, nnz] = sizes;
  if (rowCount === undefined || columnCount === undefined || nnz === undefined) {
    throw fail(source, 'line 1', `${sizes.length} numbers, expected "rows, columns, nonzeros"`);
  }
  // An offset takes as many bytes as a column index: a digit and a blank.
  const claim = { rowCount, columnCount, entryCount: nnz + rowCount + 1, bytesPerEntry: 2, nnz };
  checkClaimedSize(source, 'line 1', claim);
  if (nnz > rowCount * columnCount) {
    throw fail(source, 'line 1', `${nnz} nonzeros do not fit into ${rowCount} × ${columnCount}`);
  }
}

/** @param number what the word was read as; beyond 2^53 not exactly */
function misplaced(source: MatrixSource, progress: Progress, word: string, number: number): InvalidFileError {
  const { line, sizes } = progress;
  if (line === 1) {
    const found = `found ${word.replace(/,"$/, '"')}`;
    return fail(source, 'line 1', `${found}, expected "rows, columns, nonzeros"`);
  }
  if (line > 3)
    return fail(source, `line ${line}`, `found ${word}, expected the file to end after three lines`);
  const place = line === 2 ? `offset ${progress.offsetCount + 1}` : `entry ${progress.columnCount + 1}`;
  const most = line === 2 ? sizes[2]! : sizes[1]! - 1;
  const expected = number < 0 ? 'a whole number' : `0 to ${most}`;
  return fail(source, `line ${line}, ${place}`, `found ${word}, expected ${expected}`);
}

/** @throws InvalidFileError for a column that is twice in a row */
function toMatrix(source: MatrixSource, progress: Progress): SparseMatrix {
  const [rowCount, columnCount, nnz] = progress.sizes as [number, number, number];
  const { rowPointers, columnIndices } = sortedRows({
    kind: 'sparse',
    rowCount,
    columnCount,
    rowPointers: progress.offsets.slice(0, rowCount + 1),
    columnIndices: progress.columns.slice(0, nnz),
    values: new Float32Array(nnz),
  });
  for (let row = 0; row < rowCount; row++) {
    for (let i = rowPointers[row]! + 1; i < rowPointers[row + 1]!; i++) {
      if (columnIndices[i] !== columnIndices[i - 1]) continue;
      const what = `row ${row} has column ${columnIndices[i]} twice (counting from 0)`;
      throw fail(source, 'line 3', `${what}, expected each column once`);
    }
  }
  const values = randomValues(nnz, source.seed, STREAM.values);
  return { kind: 'sparse', rowCount, columnCount, rowPointers, columnIndices, values };
}

function fail(source: MatrixSource, place: string, message: string): InvalidFileError {
  return new InvalidFileError(source.fileName, place, message);
}
