import type { OkRecord } from '../../core/record/record.ts';
import type { Relation } from '../relation.ts';

const relation: Relation = {
  id: 'work/counted-work',
  severity: 'impossible',
  claim:
    'A product has two FLOPs for every nonzero and right-hand side, and moves at least its nonzeros and its result; what was executed and moved is no less than what is needed.',
  *breaches({ ok }) {
    for (const { where, record } of ok) {
      const fault =
        record.operation === 'matvec' || record.operation === 'matmul' ? productFault(record) : null;
      if (fault !== null) yield { where: `${where}.work.${fault[0]}`, message: fault[1] };
    }
  },
};

/** Of the smallest number that weights are stored in. */
const LEAST_BYTES = 0.5;
const WORD_BYTES = 4;

function productFault({
  operation,
  work,
  problem,
  family,
  valueType,
}: OkRecord): readonly [string, string] | null {
  const { nnz, rhsColumnCount, rowCount, columnCount, storedEntries = nnz } = problem;
  // A product of matrices goes over zeros of the right-hand side like over all others.
  const activeNnz = operation === 'matvec' ? (problem.activeNnz ?? nnz) : nnz;
  const flops = 2 * activeNnz * rhsColumnCount;
  // A zero that was drawn for a dense matrix is no nonzero of a sparse format.
  const isCounted =
    family === 'dense'
      ? work.usefulFlops === flops
      : work.usefulFlops <= flops && work.usefulFlops > 0.999 * flops;
  if (!isCounted && flops > 0) return ['usefulFlops', `${work.usefulFlops}, the nonzeros give ${flops}`];
  const entries = family === 'dense' ? rowCount * columnCount : Math.min(nnz, storedEntries);
  const eachBytes =
    valueType === 'f32' ? WORD_BYTES : valueType === 'f16' ? 2 : valueType === 'i8' ? 1 : LEAST_BYTES;
  // A bitmap has bits in place of indices, a block one for many.
  const indexBytes = family === 'csr' ? 2 : 0;
  // Entries that meet a zero of x need not be read.
  const needed = Math.min(entries, activeNnz);
  const leastBytes = 0.999 * needed * (eachBytes + indexBytes) + 2 * rowCount * rhsColumnCount;
  if (work.compulsoryBytes < leastBytes)
    return [
      'compulsoryBytes',
      `${work.compulsoryBytes}, values and result alone are ${Math.ceil(leastBytes)}`,
    ];
  // An input from a list has its column beside it, and the ends of that.
  const inputBytes = 4 * WORD_BYTES * columnCount * rhsColumnCount;
  // Row, length and pointer of a slice; a bit a cell in whole words, and a rank for every eighth of them.
  const rowBytes = 12 + WORD_BYTES * (Math.ceil(columnCount / 32) + Math.ceil(columnCount / 256));
  // An entry has a row and a column where neither rows nor blocks have pointers.
  const mostBytes =
    entries * (eachBytes + 2 * WORD_BYTES) +
    rowBytes * (rowCount + 1) +
    WORD_BYTES * rowCount * rhsColumnCount +
    inputBytes;
  return work.compulsoryBytes > mostBytes
    ? [
        'compulsoryBytes',
        `${work.compulsoryBytes}, all of matrix, vectors and indices are ${Math.ceil(mostBytes)}`,
      ]
    : null;
}

export default relation;
