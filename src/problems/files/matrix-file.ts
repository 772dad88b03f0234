import { InvalidFileError } from '../../core/errors.ts';
import type { Matrix } from '../../core/problem.ts';
import { formatCount, formatMemory } from '../../core/units.ts';
import { MAX_NNZ } from '../params.ts';

/** What a reader knows of a file beside its bytes. */
export interface MatrixSource {
  readonly fileName: string;
  /** Size of the file, to refuse counts that it cannot hold; null where unknown. */
  readonly byteLength: number | null;
  /** For values that the file does not hold. */
  readonly seed: number;
}

export interface MatrixFile {
  readonly matrix: Matrix;
  readonly format: 'Matrix Market' | '.smtx';
  /** `seed`: the file holds a pattern only; values are random in [−1, 1). */
  readonly valuesFrom: 'file' | 'seed';
  /** Entries marked missing (nan, inf) in a file of a dialect that allows it, drawn from the seed instead. */
  readonly replacedValueCount: number;
  /** Values that are not zero in the file and too small for f32, so that they became zero. */
  readonly vanishedValueCount: number;
  /** Values beside the entries of a pattern, which has none. */
  readonly ignoredValueCount: number;
  /** Entries of the file at a place where there was one before: added to it, or in a pattern the same one. */
  readonly repeatedEntryCount: number;
}

/** Takes a file in pieces of any size. Both throw InvalidFileError. */
export interface MatrixParser {
  push(chunk: Uint8Array): void;
  finish(): MatrixFile;
}

/** Rows or columns beyond this must be paid for by entries: a tiny file must not ask for gigabytes. */
const FREE_DIMENSION = 2 ** 24;
const DIMENSION_PER_ENTRY = 16;

/** What a file says about its own size, before anything of that size is allocated. */
export interface ClaimedSize {
  readonly rowCount: number;
  readonly columnCount: number;
  /** Entries that the file must hold. */
  readonly entryCount: number;
  /** Fewest bytes that an entry can take, separator included. */
  readonly bytesPerEntry: number;
  /** Entries of the matrix, where symmetry doubles those of the file. */
  readonly nnz: number;
}

/** @throws InvalidFileError for sizes that cannot be true or cannot be held */
export function checkClaimedSize(source: MatrixSource, place: string, size: ClaimedSize): void {
  const fail = (message: string) => {
    throw new InvalidFileError(source.fileName, place, message);
  };
  const { rowCount, columnCount, entryCount, nnz } = size;
  if (rowCount < 1 || columnCount < 1) {
    fail(`${rowCount} × ${columnCount} is no matrix, expected at least one row and one column`);
  }
  // The last entry may lack its separator.
  const neededBytes = entryCount * size.bytesPerEntry - 1;
  if (source.byteLength !== null && neededBytes > source.byteLength) {
    fail(
      `sizes that take at least ${formatMemory(neededBytes)} of text, but the file has ${formatMemory(source.byteLength)}`,
    );
  }
  if (nnz > MAX_NNZ) fail(`${formatCount(nnz)} entries, expected at most ${formatCount(MAX_NNZ)}`);
  const largest = Math.max(rowCount, columnCount);
  const allowed = Math.min(MAX_NNZ, FREE_DIMENSION + DIMENSION_PER_ENTRY * nnz);
  if (largest > allowed) {
    const shape = `${formatCount(rowCount)} × ${formatCount(columnCount)}`;
    fail(
      `${shape} is too large for ${formatCount(nnz)} entries, expected at most ${formatCount(allowed)} rows or columns`,
    );
  }
}

/** @throws InvalidFileError; errors of the stream itself pass through */
export async function parseChunks(
  chunks: AsyncIterable<Uint8Array>,
  parser: MatrixParser,
): Promise<MatrixFile> {
  for await (const chunk of chunks) parser.push(chunk);
  return parser.finish();
}

/** A larger copy once `length` elements no longer fit, at least twice as long: memory follows the data, not claims. */
export function withRoom<T extends Uint32Array<ArrayBuffer> | Float32Array<ArrayBuffer>>(
  array: T,
  length: number,
): T {
  if (length <= array.length) return array;
  const larger = new (array.constructor as new (length: number) => T)(
    Math.max(length, 2 * array.length, 4096),
  );
  larger.set(array);
  return larger;
}
