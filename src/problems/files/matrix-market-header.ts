import { InvalidFileError } from '../../core/errors.ts';
import { quoted, textOf } from './bytes/scan.ts';
import type { MatrixSource } from './matrix-file.ts';

/** First line of a Matrix Market file (Boisvert, Pozo, Remington 1996), as far as real matrices go. */
export interface MatrixMarketHeader {
  /** `coordinate`: one line an entry. `array`: all values, column by column. */
  readonly format: 'coordinate' | 'array';
  readonly field: (typeof FIELDS)[number];
  readonly symmetry: (typeof SYMMETRIES)[number];
}

const FIELDS = ['real', 'integer', 'unsigned-integer', 'pattern'] as const;
const SYMMETRIES = ['general', 'symmetric', 'skew-symmetric'] as const;

export const EXAMPLE = '"%%MatrixMarket matrix coordinate real general"';

/** Some writers leave out a percent sign, or indent the line. */
const BANNER = /^[ \t]*%%?matrixmarket(?=\s|$)/i;

/** @param bytes the start of a file */
export function isMatrixMarket(bytes: Uint8Array): boolean {
  return BANNER.test(textOf(bytes, 0, Math.min(bytes.length, 100)));
}

/** @param line the first line @throws InvalidFileError naming the word that is wrong */
export function parseHeader(source: MatrixSource, line: string): MatrixMarketHeader {
  const fail = (message: string): never => {
    throw new InvalidFileError(source.fileName, 'line 1', message);
  };
  const words = line.trim().toLowerCase().split(/\s+/);
  const [, object, format, field, symmetry] = words.map(shortened);
  if (words.length !== 5) {
    fail(
      `${words.length - 1} words after %%MatrixMarket in "${shortened(line.trim())}", expected 4 as in ${EXAMPLE}`,
    );
  }
  if (object !== 'matrix') fail(`object "${object}" is not supported, expected matrix`);
  if (format !== 'coordinate' && format !== 'array') {
    return fail(`unknown format "${format}", expected coordinate or array`);
  }
  if (field === 'complex') fail('complex matrices are not supported, expected real, integer or pattern');
  if (!isOneOf(FIELDS, field)) return fail(`unknown field "${field}", expected ${FIELDS.join(', ')}`);
  // Of real numbers the conjugate transpose is the transpose.
  const kind = symmetry === 'hermitian' && field !== 'pattern' ? 'symmetric' : symmetry;
  if (field === 'pattern' && (kind === 'skew-symmetric' || kind === 'hermitian')) {
    fail(`a pattern cannot be ${kind}, expected general or symmetric`);
  }
  if (!isOneOf(SYMMETRIES, kind)) {
    return fail(`unknown symmetry "${symmetry}", expected ${SYMMETRIES.join(', ')}`);
  }
  if (field === 'pattern' && format === 'array')
    fail('an array cannot be a pattern, expected real or integer');
  return { format, field, symmetry: kind };
}

function isOneOf<T extends string>(words: readonly T[], word: string | undefined): word is T {
  return words.some(known => known === word);
}

function shortened(word: string): string {
  const plain = word.replace(/[^ -~]/g, '?');
  return plain.length > 40 ? `${plain.slice(0, 40)}…` : plain;
}

/** A first line that is no header. */
export function missingHeader(source: MatrixSource, line: Uint8Array): InvalidFileError {
  const found = line.length === 0 ? 'nothing' : quoted(line, 0, line.length);
  return new InvalidFileError(
    source.fileName,
    'line 1',
    `found ${found} and no Matrix Market header, expected a line as in ${EXAMPLE}`,
  );
}
