import { InvalidFileError } from '../../core/errors.ts';
import type { DenseMatrix } from '../../core/problem.ts';
import { formatCount } from '../../core/units.ts';
import type { EntryReader } from './entry-reader.ts';
import { createValueReader, requireLineEnd } from './entry-values.ts';
import { checkClaimedSize, type MatrixSource, withRoom } from './matrix-file.ts';
import type { MatrixMarketHeader } from './matrix-market-header.ts';

export interface ArrayShape {
  readonly rowCount: number;
  readonly columnCount: number;
  /** The size line. */
  readonly line: number;
  readonly allowsMissing: boolean;
}

/** One value a line, column by column; of symmetric matrices the lower triangle, of skew-symmetric ones below it. */
export function createArrayReader(
  source: MatrixSource,
  header: MatrixMarketHeader,
  shape: ArrayShape,
): EntryReader {
  const { rowCount, columnCount } = shape;
  const entryCount = storedCount(header, shape);
  checkClaimedSize(source, `line ${shape.line}`, {
    rowCount,
    columnCount,
    entryCount,
    bytesPerEntry: 2,
    nnz: rowCount * columnCount,
  });
  const valueReader = createValueReader(source, header, shape.allowsMissing);
  const fail = (line: number, message: string) =>
    new InvalidFileError(source.fileName, `line ${line}`, message);
  let values = new Float32Array(0);
  let count = 0;

  return {
    read(cursor) {
      if (count === entryCount)
        throw fail(cursor.line, `one more value than the ${formatCount(entryCount)} of this shape`);
      values = withRoom(values, count + 1);
      values[count++] = valueReader.read(cursor);
      requireLineEnd(source, cursor);
    },
    finish(lastLine) {
      if (count < entryCount) {
        throw fail(
          lastLine,
          `the file ends after ${formatCount(count)} of ${formatCount(entryCount)} values for ${rowCount} × ${columnCount}`,
        );
      }
      return {
        matrix: rowMajor(header, shape, values),
        format: 'Matrix Market',
        valuesFrom: 'file',
        ...valueReader.counts(),
        ignoredValueCount: 0,
        repeatedEntryCount: 0,
      };
    },
  };
}

function storedCount({ symmetry }: MatrixMarketHeader, { rowCount, columnCount }: ArrayShape): number {
  if (symmetry === 'general') return rowCount * columnCount;
  return (rowCount * (symmetry === 'symmetric' ? rowCount + 1 : rowCount - 1)) / 2;
}

/** @param stored in file order */
function rowMajor({ symmetry }: MatrixMarketHeader, shape: ArrayShape, stored: Float32Array): DenseMatrix {
  const { rowCount, columnCount } = shape;
  const values = new Float32Array(rowCount * columnCount);
  let next = 0;
  for (let column = 0; column < columnCount; column++) {
    const firstRow = symmetry === 'general' ? 0 : symmetry === 'symmetric' ? column : column + 1;
    for (let row = firstRow; row < rowCount; row++) {
      const value = stored[next++]!;
      values[row * columnCount + column] = value;
      if (symmetry === 'symmetric') values[column * columnCount + row] = value;
      if (symmetry === 'skew-symmetric') values[column * columnCount + row] = -value;
    }
  }
  return { kind: 'dense', rowCount, columnCount, values };
}
