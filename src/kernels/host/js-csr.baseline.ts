import type { HostBaseline } from '../../core/host-baseline.ts';

const jsCsr: HostBaseline = {
  id: 'host/js-csr',
  label: 'JavaScript CSR',
  description: 'CSR matrix–vector product in one JavaScript loop over typed arrays, on one CPU core.',
  operation: 'matvec',
  format: 'csr-f32',
  tolerance: 1e-5,
  source: 'the definition of the format',
  prepare(problem, { arrays, rowCount }) {
    const rowPointers = arrays.rowPointers!;
    const columnIndices = arrays.columnIndices!;
    const values = arrays.values!;
    const x = problem.rhs;
    const y = new Float32Array(rowCount);
    return () => {
      for (let i = 0; i < rowCount; i++) {
        let sum = 0;
        const end = rowPointers[i + 1]!;
        for (let e = rowPointers[i]!; e < end; e++) sum += values[e]! * x[columnIndices[e]!]!;
        y[i] = sum;
      }
      return y;
    };
  },
};

export default jsCsr;
