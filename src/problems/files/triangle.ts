import { InvalidFileError } from '../../core/errors.ts';
import type { MatrixSource } from './matrix-file.ts';
import type { MatrixMarketHeader } from './matrix-market-header.ts';

export interface TriangleCheck {
  /** Of one entry, 1-based. @throws InvalidFileError where it cannot stand in a symmetric or skew-symmetric file */
  check(row: number, column: number, value: number, line: number): void;
}

interface Seen {
  readonly row: number;
  readonly column: number;
  readonly line: number;
}

/**
 * Symmetric files hold one triangle, the lower one by the book; either will do, but both would state every entry twice.
 * The diagonal of a skew-symmetric matrix is zero.
 */
export function createTriangleCheck(source: MatrixSource, { symmetry }: MatrixMarketHeader): TriangleCheck {
  let below: Seen | null = null;
  let above: Seen | null = null;
  return {
    check(row, column, value, line) {
      const fail = (message: string) => new InvalidFileError(source.fileName, `line ${line}`, message);
      if (row === column) {
        if (symmetry !== 'skew-symmetric' || value === 0) return;
        throw fail(
          `entry (${row}, ${column}) of a skew-symmetric matrix is ${value}, expected 0 on the diagonal`,
        );
      }
      const isBelow = row > column;
      if (isBelow) below ??= { row, column, line };
      else above ??= { row, column, line };
      const other = isBelow ? above : below;
      if (other === null) return;
      const [here, there] = isBelow ? ['below', 'above'] : ['above', 'below'];
      const earlier = `entry (${other.row}, ${other.column}) of line ${other.line} ${there} it`;
      throw fail(
        `entry (${row}, ${column}) lies ${here} the diagonal and ${earlier}, expected one triangle of a ${symmetry} matrix`,
      );
    },
  };
}
