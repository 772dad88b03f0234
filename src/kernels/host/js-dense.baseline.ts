import type { HostBaseline } from '../../core/host-baseline.ts';

const jsDense: HostBaseline = {
  id: 'host/js-dense',
  label: 'JavaScript dense',
  description: 'Dense matrix–vector product in one JavaScript loop over typed arrays, on one CPU core.',
  operation: 'matvec',
  format: 'dense-f32',
  tolerance: 1e-5,
  source: 'the definition of the product',
  prepare(problem, { arrays, meta, rowCount, columnCount }) {
    const values = arrays.values!;
    const stride = meta.rowStride!;
    const x = problem.rhs;
    const y = new Float32Array(rowCount);
    return () => {
      for (let i = 0; i < rowCount; i++) {
        let sum = 0;
        const begin = i * stride;
        for (let j = 0; j < columnCount; j++) sum += values[begin + j]! * x[j]!;
        y[i] = sum;
      }
      return y;
    };
  },
};

export default jsDense;
