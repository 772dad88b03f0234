import type { OperationId } from '../../src/core/operation.ts';
import type { Problem } from '../../src/core/problem.ts';
import { dependencies } from './package.json';
import { type DeviceProduct, NO_SPARSE, type Peer } from './peer.ts';

type Jax = typeof import('@jax-js/jax');
type JaxArray = import('@jax-js/jax').Array;

/** jax-js: `numpy.matmul` and `numpy.matvec` as generated WebGPU kernels. */
const peer: Peer = {
  name: 'jax-js',
  async run() {
    const jax = await import('@jax-js/jax');
    const devices = await jax.init('webgpu');
    if (!devices.includes('webgpu')) return { lacks: 'its WebGPU device does not start here' };
    jax.defaultDevice('webgpu');
    return {
      // The package does not state its version at run time.
      version: dependencies['@jax-js/jax'],
      prepare: async (operation, problem) => {
        if (problem.a.kind === 'sparse') return NO_SPARSE;
        return product(jax, operation, problem, problem.a.values);
      },
    };
  },
};

async function product(
  jax: Jax,
  operation: OperationId,
  problem: Problem,
  values: Float32Array,
): Promise<DeviceProduct> {
  const { numpy: np } = jax;
  const { rowCount, columnCount } = problem.a;
  const a = np.array(values).reshape([rowCount, columnCount]);
  const asMatvec = operation === 'matvec' && hasIteratorHelpers();
  const b = asMatvec
    ? np.array(problem.rhs)
    : np.array(problem.rhs).reshape([columnCount, problem.rhsColumnCount]);
  const multiply = () => (asMatvec ? np.matvec(a.ref, b.ref) : np.matmul(a.ref, b.ref));
  await jax.blockUntilReady([a, b]);
  let row: readonly JaxArray[] = [];
  return {
    kind: 'device',
    remark:
      operation === 'matvec' && !asMatvec
        ? 'matmul with a matrix of one column: its matvec needs Node 22'
        : null,
    call: () => multiply().data(),
    async inARow(count) {
      for (const c of row) c.dispose();
      // Nothing is computed that nobody waits for, so all results are kept until they are there.
      row = Array.from({ length: count }, multiply);
      await jax.blockUntilReady(row);
    },
    lastOfRow: async () => row.at(-1)?.ref.data() ?? [],
    gpuNs: null,
    dispose() {
      for (const array of [a, b, ...row]) array.dispose();
      row = [];
    },
  };
}

/** What matvec is written with, and Node 20 lacks. */
function hasIteratorHelpers(): boolean {
  return 'map' in Object.getPrototypeOf(Object.getPrototypeOf([][Symbol.iterator]()));
}

export default peer;
