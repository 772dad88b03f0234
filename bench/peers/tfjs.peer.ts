import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import type { Problem } from '../../src/core/problem.ts';
import { NS_PER_MS } from '../../src/core/units.ts';
import { type DeviceProduct, NO_SPARSE, type Peer } from './peer.ts';

type Tfjs = typeof import('@tensorflow/tfjs-core');

/** TensorFlow.js with its WebGPU backend: `matMul`, which serves matrix–vector products too. */
const peer: Peer = {
  name: 'tfjs',
  async run() {
    const tf = await import('@tensorflow/tfjs-core');
    await import('@tensorflow/tfjs-backend-webgpu');
    if (!(await tf.setBackend('webgpu'))) return { lacks: 'its WebGPU backend does not start here' };
    await tf.ready();
    return {
      version: tf.version_core,
      prepare: async (_operation, problem) => {
        if (problem.a.kind === 'sparse') return NO_SPARSE;
        return product(tf, problem, problem.a.values);
      },
    };
  },
};

function product(tf: Tfjs, problem: Problem, values: Float32Array): DeviceProduct {
  const { rowCount, columnCount } = problem.a;
  const backend = tf.backend() as WebGPUBackend;
  const a = tf.tensor2d(values, [rowCount, columnCount]);
  const b = tf.tensor2d(problem.rhs, [columnCount, problem.rhsColumnCount]);
  let last: ReturnType<Tfjs['matMul']> | null = null;
  return {
    kind: 'device',
    remark: problem.rhsColumnCount === 1 ? 'matMul with a matrix of one column: it has no other' : null,
    async call() {
      const c = tf.matMul(a, b);
      try {
        return await c.data();
      } finally {
        c.dispose();
      }
    },
    async inARow(count) {
      for (let i = 0; i < count; i++) {
        last?.dispose();
        last = tf.matMul(a, b);
      }
      // It gathers dispatches into passes of up to 15; what is left in the open pass must go as well.
      backend.endComputePassEncoder();
      backend.submitQueue();
      await backend.queue.onSubmittedWorkDone();
    },
    lastOfRow: async () => last?.data() ?? [],
    gpuNs: backend.supportTimestampQuery ? () => gpuTime(tf, a, b) : null,
    dispose() {
      for (const tensor of [a, b, last]) tensor?.dispose();
    },
  };
}

async function gpuTime(tf: Tfjs, a: ReturnType<Tfjs['matMul']>, b: typeof a): Promise<number> {
  const { kernelMs } = await tf.time(() => tf.matMul(a, b).dispose());
  if (typeof kernelMs !== 'number') throw new Error('tf.time gave no kernel time');
  return kernelMs * NS_PER_MS;
}

export default peer;
