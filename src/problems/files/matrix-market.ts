import { InvalidFileError } from '../../core/errors.ts';
import { createArrayReader } from './array-entries.ts';
import {
  type Cursor,
  isAtComment,
  lineEnd,
  quoted,
  readWhole,
  skipBlanks,
  skipToWord,
  textOf,
} from './bytes/scan.ts';
import { createTextStream } from './bytes/text-stream.ts';
import { createCoordinateReader } from './coordinate-entries.ts';
import type { EntryReader } from './entry-reader.ts';
import { type MatrixFile, type MatrixParser, type MatrixSource, parseChunks } from './matrix-file.ts';
import {
  isMatrixMarket,
  type MatrixMarketHeader,
  missingHeader,
  parseHeader,
} from './matrix-market-header.ts';

/**
 * A Matrix Market file of a real, integer or pattern matrix; `coordinate` gives a sparse matrix, `array` a dense one.
 * @throws InvalidFileError
 */
export function readMatrixMarket(
  chunks: AsyncIterable<Uint8Array>,
  source: MatrixSource,
): Promise<MatrixFile> {
  return parseChunks(chunks, createMatrixMarketParser(source));
}

export function createMatrixMarketParser(source: MatrixSource): MatrixParser {
  const cursor: Cursor = { bytes: new Uint8Array(0), at: 0, end: 0, line: 1 };
  let header: MatrixMarketHeader | null = null;
  let allowsMissing = false;
  let entries: EntryReader | null = null;

  const readPreamble = (): void => {
    if (header === null) {
      header = readHeader(source, cursor);
    } else if (skipToWord(cursor)) {
      if (!isAtComment(cursor)) {
        entries = entryReader(source, header, allowsMissing, cursor);
        return;
      }
      allowsMissing ||= isGraphBlasLine(cursor);
      cursor.at = lineEnd(cursor);
    }
  };

  const text = createTextStream(source.fileName, 'line', (bytes, start, end) => {
    cursor.bytes = bytes;
    cursor.at = start;
    cursor.end = end;
    while (entries === null && cursor.at < end) readPreamble();
    if (entries !== null) readEntries(entries, cursor);
  });

  return {
    push: text.push,
    finish() {
      text.finish();
      if (header === null) throw missingHeader(source, new Uint8Array(0));
      if (entries !== null) return entries.finish(cursor.line);
      throw new InvalidFileError(
        source.fileName,
        `line ${cursor.line}`,
        'the file ends before the size line',
      );
    },
  };
}

function readEntries(entries: EntryReader, cursor: Cursor): void {
  while (skipToWord(cursor)) {
    if (isAtComment(cursor)) cursor.at = lineEnd(cursor);
    else entries.read(cursor);
  }
}

function readHeader(source: MatrixSource, cursor: Cursor): MatrixMarketHeader {
  const { bytes, at } = cursor;
  const end = lineEnd(cursor);
  if (!isMatrixMarket(bytes.subarray(at, end))) throw missingHeader(source, bytes.subarray(at, end));
  cursor.at = end;
  return parseHeader(source, textOf(bytes, at, Math.min(end, at + 500)));
}

/** SuiteSparse's GraphBLAS marks its files so; its dialect has `nan` and `inf` as values. */
function isGraphBlasLine({ bytes, at, end }: Cursor): boolean {
  return /^%%graphblas\s/i.test(textOf(bytes, at, Math.min(end, at + 20)));
}

/** Rows, columns and, for `coordinate`, entries. Moves to the end of the line. */
function readSizes(source: MatrixSource, header: MatrixMarketHeader, cursor: Cursor): number[] {
  const fail = (message: string) => new InvalidFileError(source.fileName, `line ${cursor.line}`, message);
  const start = cursor.at;
  const sizes: number[] = [];
  while (sizes.length < 4 && skipBlanks(cursor)) {
    const size = readWhole(cursor);
    if (size < 0) break;
    sizes.push(size);
  }
  const names = header.format === 'array' ? ['rows', 'columns'] : ['rows', 'columns', 'entries'];
  if (sizes.length !== names.length || skipBlanks(cursor) || !sizes.every(Number.isSafeInteger)) {
    const found = quoted(cursor.bytes, start, lineEnd({ ...cursor, at: start }));
    throw fail(`size line is ${found}, expected "${names.join(' ')}" as ${names.length} whole numbers`);
  }
  if (header.symmetry !== 'general' && sizes[0] !== sizes[1]) {
    throw fail(`${sizes[0]} × ${sizes[1]} cannot be ${header.symmetry}, expected as many rows as columns`);
  }
  return sizes;
}

function entryReader(
  source: MatrixSource,
  header: MatrixMarketHeader,
  allowsMissing: boolean,
  cursor: Cursor,
): EntryReader {
  const [rowCount, columnCount, entryCount] = readSizes(source, header, cursor) as [number, number, number];
  const shape = { rowCount, columnCount, line: cursor.line, allowsMissing };
  return header.format === 'array'
    ? createArrayReader(source, header, shape)
    : createCoordinateReader(source, header, { ...shape, entryCount });
}
