import type { OperationId } from '../../src/core/operation.ts';
import type { Problem } from '../../src/core/problem.ts';

/** What people would otherwise use for the same products: `bench/peers/<name>.peer.ts`, found by its suffix. */
export interface Peer {
  readonly name: string;
  /** Loads the library and opens its device, on the adapter that `navigator.gpu` gives. */
  run(place: Place): Promise<OpenPeer | Lack>;
}

/** Where peers run. */
export interface Place {
  readonly runtime: 'node' | 'browser';
  /** Address of the folder in which onnxruntime-web finds its WebAssembly; null outside browsers. */
  readonly wasmFolder: string | null;
}

/** What a peer cannot do, as a sentence for its row. */
export interface Lack {
  readonly lacks: string;
}

export interface OpenPeer {
  readonly version: string;
  /** Brings the operands to where the peer computes; nothing of it is timed. */
  prepare(operation: OperationId, problem: Problem): Promise<Product | Lack>;
}

export type Product = DeviceProduct | HostProduct;

/** A product whose operands lie on a GPU. Ours is one too, so that both sides are timed by the same code. */
export interface DeviceProduct {
  readonly kind: 'device';
  /** What a reader of the figure should know: "as a matrix of one column". */
  readonly remark: string | null;
  /** As a user computes it: operands stay on the device, the result is read back. */
  call(): Promise<ArrayLike<number>>;
  /** Starts `count` products one after the other, then waits once until the device has done them all. */
  inARow(count: number): Promise<void>;
  /** The result of the last product of the last row. */
  lastOfRow(): Promise<ArrayLike<number>>;
  /** GPU time of one product by the timestamps that the library itself takes. */
  readonly gpuNs: (() => Promise<number>) | null;
  dispose(): void;
}

/** A function of the CPU. */
export interface HostProduct {
  readonly kind: 'host';
  compute(): ArrayLike<number>;
  dispose(): void;
}

export const NO_SPARSE: Lack = { lacks: 'no product with a sparse matrix' };
