import type { Problem } from '../../src/core/problem.ts';
import { onnxMatmul } from './onnx-matmul.ts';
import { type DeviceProduct, NO_SPARSE, type Peer } from './peer.ts';

type Ort = typeof import('onnxruntime-web/webgpu');
type Tensor = import('onnxruntime-web/webgpu').Tensor;

const STORAGE_USAGE = 0x80 | 0x04 | 0x08; // STORAGE | COPY_SRC | COPY_DST

/** ONNX Runtime Web with its WebGPU provider: a model of one MatMul, operands and result in GPU buffers. */
const peer: Peer = {
  name: 'onnxruntime-web',
  async run({ runtime, wasmFolder }) {
    if (runtime !== 'browser' || wasmFolder === null) return { lacks: 'its WebGPU provider needs a browser' };
    const ort = await import('onnxruntime-web/webgpu');
    ort.env.wasm.wasmPaths = wasmFolder;
    // The arithmetic is the GPU's; threads would only compete for the CPU that a software adapter computes on.
    ort.env.wasm.numThreads = 1;
    ort.env.logLevel = 'error';
    return {
      version: ort.env.versions.web ?? ort.env.versions.common,
      prepare: async (_operation, problem) => {
        if (problem.a.kind === 'sparse') return NO_SPARSE;
        return product(ort, problem, problem.a.values);
      },
    };
  },
};

async function product(ort: Ort, problem: Problem, values: Float32Array): Promise<DeviceProduct> {
  const { rowCount, columnCount } = problem.a;
  const model = onnxMatmul([rowCount, columnCount], [columnCount, problem.rhsColumnCount]);
  const session = await ort.InferenceSession.create(model, {
    executionProviders: ['webgpu'],
    preferredOutputLocation: 'gpu-buffer',
  });
  const device = await ort.env.webgpu.device;
  const buffers: GPUBuffer[] = [];
  const upload = (data: Float32Array, dims: readonly number[]): Tensor => {
    const buffer = device.createBuffer({ size: data.byteLength, usage: STORAGE_USAGE });
    device.queue.writeBuffer(buffer, 0, data.buffer, data.byteOffset, data.byteLength);
    buffers.push(buffer);
    return ort.Tensor.fromGpuBuffer(buffer, { dataType: 'float32', dims });
  };
  const feeds = {
    A: upload(values, [rowCount, columnCount]),
    B: upload(problem.rhs, [columnCount, problem.rhsColumnCount]),
  };
  const multiply = async (): Promise<Tensor> => (await session.run(feeds)).C!;
  let last: Tensor | null = null;
  return {
    kind: 'device',
    remark: null,
    async call() {
      const c = await multiply();
      try {
        return await c.getData();
      } finally {
        c.dispose();
      }
    },
    async inARow(count) {
      for (let i = 0; i < count; i++) {
        last?.dispose();
        last = await multiply();
      }
      await device.queue.onSubmittedWorkDone();
    },
    lastOfRow: async () => last?.getData() ?? [],
    gpuNs: null,
    dispose() {
      last?.dispose();
      for (const buffer of buffers) buffer.destroy();
      void session.release();
    },
  };
}

export default peer;
