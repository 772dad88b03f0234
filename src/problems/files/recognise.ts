import { InvalidFileError } from '../../core/errors.ts';
import { quoted, textOf } from './bytes/scan.ts';
import { isGzip } from './bytes/unpack.ts';
import type { MatrixParser, MatrixSource } from './matrix-file.ts';
import { createMatrixMarketParser } from './matrix-market.ts';
import { EXAMPLE, isMatrixMarket } from './matrix-market-header.ts';
import { createSmtxParser } from './smtx.ts';

/** Enough to recognise a format by its first lines. */
export const HEAD_BYTES = 512;

/** Three numbers, as a .smtx file begins. */
const SMTX_LINE = /^[ \t]*\d+[, \t]+\d+[, \t]+\d+[ \t\r]*\n/;

/**
 * The parser of what a file begins with.
 * @param head its first HEAD_BYTES bytes or more, or all of them
 * @throws InvalidFileError for what is no matrix, saying what it looks like
 */
export function recognised(head: Uint8Array, source: MatrixSource): MatrixParser {
  const name = source.fileName.toLowerCase().replace(/\.gz$/, '');
  const [extension = ''] = /\.[^.]*$/.exec(name) ?? [];
  const text = textOf(head, 0, Math.min(head.length, HEAD_BYTES));
  const other = otherThanMatrix(head, text);
  if (other !== null) throw new InvalidFileError(source.fileName, null, other);
  if (isMatrixMarket(head)) return createMatrixMarketParser(source);
  if (/^[ \t]*\r?\n/.test(text)) {
    const expected = extension === '.smtx' ? '"rows, columns, nonzeros"' : `a line as in ${EXAMPLE}`;
    throw new InvalidFileError(source.fileName, 'line 1', `the first line is blank, expected ${expected}`);
  }
  if (extension === '.smtx') return createSmtxParser(source);
  if (SMTX_LINE.test(text) && extension !== '.mtx') {
    return saying(createSmtxParser(source), source, 'taken for .smtx, since it begins with three numbers');
  }
  const found = quoted(head, 0, text.indexOf('\n') < 0 ? text.length : text.indexOf('\n'));
  const message = `found ${found} and no Matrix Market header, expected a line as in ${EXAMPLE}`;
  const also = extension === '.mtx' ? '' : ', or of a .smtx file "rows, columns, nonzeros"';
  throw new InvalidFileError(source.fileName, 'line 1', message + also);
}

const PACKED: readonly (readonly [start: string, name: string])[] = [
  ['PK\x03\x04', 'zip'],
  ['BZh', 'bzip2'],
  ['\xfd7zXZ', 'xz'],
  ['\x28\xb5\x2f\xfd', 'zstd'],
];

/** What people have in place of a matrix file, in words; null where it may be one. */
function otherThanMatrix(head: Uint8Array, text: string): string | null {
  const expected = `expected text that begins with ${EXAMPLE}`;
  if (head.length === 0) return 'the file is empty';
  if (isGzip(head)) return 'is compressed with gzip twice, expected once';
  const packed = PACKED.find(([start]) => text.startsWith(start));
  if (packed) return `is compressed with ${packed[1]}, expected text or gzip`;
  if (text.startsWith('ustar', 257)) return 'is a tar archive, expected the matrix file that is in it';
  if (/^(\xff\xfe|\xfe\xff)/.test(text)) return 'is text in UTF-16, expected ASCII or UTF-8';
  if (head.subarray(0, HEAD_BYTES).some(byte => byte < 9)) return `is a binary file, ${expected}`;
  if (/^\s*<(!doctype\s+html|html|head|body)\b/i.test(text)) {
    return `is an HTML page, as a server sends in place of a file that it does not have; ${expected}`;
  }
  if (/^\s*[{[]/.test(text)) return `is a JSON file, ${expected}`;
  if (text.startsWith('version https://git-lfs.github.com/spec/')) {
    return 'is a git-lfs pointer to the file, not the file: fetch it with "git lfs pull"';
  }
  const [, type] = /^[^\n]*\n[^\n]*\n\s*([RCPIQ][SUHZR][AE])\s+\d+\s+\d+\s/i.exec(text) ?? [];
  if (type !== undefined) {
    return `is a Harwell–Boeing file (type ${type.toUpperCase()}), expected Matrix Market or .smtx`;
  }
  if (text.includes('\r') && !text.includes('\n')) {
    return 'has lines that end in a carriage return alone, expected line feeds, with or without carriage returns';
  }
  return null;
}

/** What goes wrong is told together with what the file was taken for. */
function saying(parser: MatrixParser, source: MatrixSource, what: string): MatrixParser {
  const telling = <T>(read: () => T): T => {
    try {
      return read();
    } catch (error) {
      if (!(error instanceof InvalidFileError)) throw error;
      const place = error.place === null ? '' : `, ${error.place}`;
      const message = error.message.slice(`${source.fileName}${place}: `.length);
      throw new InvalidFileError(source.fileName, error.place, `${message} (${what})`);
    }
  };
  return { push: chunk => telling(() => parser.push(chunk)), finish: () => telling(() => parser.finish()) };
}
