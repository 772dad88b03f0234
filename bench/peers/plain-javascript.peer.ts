import type { Problem, SparseMatrix } from '../../src/core/problem.ts';
import type { HostProduct, Peer } from './peer.ts';

/** One CPU core, typed arrays, no library: what the trip to a GPU has to beat. */
const peer: Peer = {
  name: 'JavaScript',
  run: async () => ({
    version: '',
    prepare: async (_operation, problem): Promise<HostProduct> => ({
      kind: 'host',
      compute: problem.a.kind === 'dense' ? dense(problem, problem.a.values) : sparse(problem, problem.a),
      dispose() {},
    }),
  }),
};

/** Row by row of B, so that the innermost loop walks along memory. */
function dense(problem: Problem, a: Float32Array): () => Float32Array {
  const { rowCount, columnCount } = problem.a;
  const { rhs: b, rhsColumnCount: n } = problem;
  const c = new Float32Array(rowCount * n);
  if (n === 1) return () => denseTimesVector(a, b, c);
  const row = new Float64Array(n);
  return () => {
    for (let i = 0; i < rowCount; i++) {
      row.fill(0);
      for (let k = 0; k < columnCount; k++) {
        const factor = a[i * columnCount + k]!;
        const begin = k * n;
        for (let j = 0; j < n; j++) row[j]! += factor * b[begin + j]!;
      }
      c.set(row, i * n);
    }
    return c;
  };
}

function denseTimesVector(a: Float32Array, x: Float32Array, y: Float32Array): Float32Array {
  const columnCount = x.length;
  for (let i = 0; i < y.length; i++) {
    let sum = 0;
    const begin = i * columnCount;
    for (let k = 0; k < columnCount; k++) sum += a[begin + k]! * x[k]!;
    y[i] = sum;
  }
  return y;
}

function sparse(problem: Problem, a: SparseMatrix): () => Float32Array {
  const { rowPointers, columnIndices, values } = a;
  const { rhs: x } = problem;
  const y = new Float32Array(a.rowCount);
  return () => {
    for (let i = 0; i < y.length; i++) {
      let sum = 0;
      const end = rowPointers[i + 1]!;
      for (let e = rowPointers[i]!; e < end; e++) sum += values[e]! * x[columnIndices[e]!]!;
      y[i] = sum;
    }
    return y;
  };
}

export default peer;
