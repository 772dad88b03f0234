import { InvalidFileError } from '../../core/errors.ts';
import type { MatrixSource } from './matrix-file.ts';

/** First line of a Matrix Market file (Boisvert, Pozo, Remington 1996), as far as real matrices go. */
export interface MatrixMarketHeader {
  /** `coordinate`: one line an entry. `array`: all values, column by column. */
  readonly format: 'coordinate' | 'array';
  readonly field: 'real' | 'integer' | 'pattern';
  readonly symmetry: 'general' | 'symmetric' | 'skew-symmetric';
}

const EXAMPLE = '"%%MatrixMarket matrix coordinate real general"';
const BANNER = '%%matrixmarket';

/** @param bytes the start of a file */
export function isMatrixMarket(bytes: Uint8Array): boolean {
  if (bytes.length < BANNER.length) return false;
  return String.fromCharCode(...bytes.subarray(0, BANNER.length)).toLowerCase() === BANNER;
}

/** @param line the first line @throws InvalidFileError naming the word that is wrong */
export function parseHeader(source: MatrixSource, line: string): MatrixMarketHeader {
  const fail = (message: string): never => {
    throw new InvalidFileError(source.fileName, 'line 1', message);
  };
  const words = line.trim().toLowerCase().split(/\s+/);
  const [, object, format, field, symmetry] = words.map(shortened);
  if (words.length !== 5) fail(`${words.length - 1} words after %%MatrixMarket, expected 4 as in ${EXAMPLE}`);
  if (object !== 'matrix') fail(`object "${object}" is not supported, expected matrix`);
  if (format !== 'coordinate' && format !== 'array') {
    return fail(`unknown format "${format}", expected coordinate or array`);
  }
  if (field === 'complex') fail('complex matrices are not supported, expected real, integer or pattern');
  if (field !== 'real' && field !== 'integer' && field !== 'pattern') {
    return fail(`unknown field "${field}", expected real, integer or pattern`);
  }
  if (symmetry === 'hermitian') {
    fail('hermitian matrices are not supported, expected general, symmetric or skew-symmetric');
  }
  if (symmetry !== 'general' && symmetry !== 'symmetric' && symmetry !== 'skew-symmetric') {
    return fail(`unknown symmetry "${symmetry}", expected general, symmetric or skew-symmetric`);
  }
  if (field === 'pattern' && format === 'array')
    fail('an array cannot be a pattern, expected real or integer');
  if (field === 'pattern' && symmetry === 'skew-symmetric') {
    fail('a pattern cannot be skew-symmetric, expected general or symmetric');
  }
  return { format, field, symmetry };
}

function shortened(word: string): string {
  return word.length > 40 ? `${word.slice(0, 40)}…` : word.replace(/[^ -~]/g, '?');
}

/** Bytes of a file that should begin with a header and does not. */
export function missingHeader(source: MatrixSource, bytes: Uint8Array): InvalidFileError {
  const { fileName } = source;
  if (bytes.length === 0) return new InvalidFileError(fileName, null, 'the file is empty');
  if (bytes[0] === 0x1f && bytes[1] === 0x8b) {
    return new InvalidFileError(fileName, null, 'is compressed with gzip, expected the unpacked text file');
  }
  if (bytes.subarray(0, 512).some(byte => byte < 9)) {
    return new InvalidFileError(
      fileName,
      null,
      `is a binary file, expected text that begins with ${EXAMPLE}`,
    );
  }
  return new InvalidFileError(
    fileName,
    'line 1',
    `no Matrix Market header, expected a line as in ${EXAMPLE}`,
  );
}
