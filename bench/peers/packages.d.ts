/**
 * The parts of the peers' packages that are called here. The packages are installed by the comparison itself, so the
 * types of the project cannot depend on theirs.
 */

declare module '@tensorflow/tfjs-core' {
  export interface Tensor {
    data(): Promise<Float32Array>;
    dispose(): void;
  }
  export const version_core: string;
  export function setBackend(name: string): Promise<boolean>;
  export function ready(): Promise<void>;
  export function backend(): unknown;
  export function tensor2d(values: Float32Array, shape: readonly [number, number]): Tensor;
  export function matMul(a: Tensor, b: Tensor): Tensor;
  export function time(run: () => void): Promise<{ readonly kernelMs: number | null | { error: string } }>;
}

declare module '@tensorflow/tfjs-backend-webgpu' {
  export interface WebGPUBackend {
    readonly device: GPUDevice;
    readonly queue: GPUQueue;
    readonly supportTimestampQuery: boolean;
    endComputePassEncoder(): void;
    submitQueue(): void;
  }
}

declare module '@jax-js/jax' {
  export interface Array {
    /** The same array, counted once more: functions consume their arguments. */
    readonly ref: Array;
    reshape(shape: readonly number[]): Array;
    data(): Promise<Float32Array>;
    dispose(): void;
  }
  export const numpy: {
    array(values: Float32Array): Array;
    matmul(a: Array, b: Array): Array;
    matvec(a: Array, x: Array): Array;
  };
  export function init(...devices: readonly string[]): Promise<readonly string[]>;
  export function defaultDevice(device: string): string;
  export function blockUntilReady<T>(arrays: T): Promise<T>;
}

declare module 'onnxruntime-web/webgpu' {
  export interface Tensor {
    getData(releaseData?: boolean): Promise<Float32Array>;
    dispose(): void;
  }
  export const Tensor: {
    fromGpuBuffer(
      buffer: GPUBuffer,
      options: { readonly dataType: 'float32'; readonly dims: readonly number[] },
    ): Tensor;
  };
  export interface InferenceSession {
    run(feeds: Readonly<Record<string, Tensor>>): Promise<Readonly<Record<string, Tensor>>>;
    release(): Promise<void>;
  }
  export const InferenceSession: {
    create(model: Uint8Array, options: Readonly<Record<string, unknown>>): Promise<InferenceSession>;
  };
  export const env: {
    logLevel: string;
    readonly versions: { readonly web?: string; readonly common: string };
    readonly wasm: { wasmPaths?: string; numThreads?: number };
    readonly webgpu: { device: Promise<GPUDevice> };
  };
}
