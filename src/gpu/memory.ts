import type { ResourceData } from '../core/kernel.ts';
import { answered } from './waiting.ts';

/** One array on the device: `count` copies at aligned places inside a few large buffers. */
export interface Copies {
  at(copy: number): GPUBufferBinding;
  readonly count: number;
  release(): void;
}

const OFFSET_ALIGNMENT = 256;
/** Kernels that read an array in vec4s hold it padded to whole ones, and share it with those that do not. */
const QUAD_BYTES = 16;
const UPLOAD_CHUNK_BYTES = 64 * 1024 * 1024;
/** Copies of small arrays share buffers of this size, so that a set needs few allocations. */
const SHARED_BUFFER_BYTES = 256 * 1024 * 1024;

const STORAGE_USAGE = 0x80 | 0x04 | 0x08; // STORAGE | COPY_SRC | COPY_DST

/**
 * Device memory for arrays that kernels share: an encoding is uploaded once, and copied as often as the kernel wants it
 * that wants most copies, whoever uses it. The last user frees it.
 */
export class SharedMemory {
  readonly #device: GPUDevice;
  readonly #arrays = new Map<ArrayBuffer, Map<string, SharedArray>>();

  constructor(device: GPUDevice) {
    this.#device = device;
  }

  /** Uploads `data`, padded with zeros to byteLength, and copies it, as far as it is not there already. */
  async acquire(data: ResourceData, byteLength: number, count: number): Promise<Copies> {
    const roomBytes = Math.min(wholeQuads(byteLength), this.#device.limits.maxBufferSize);
    const key = `${data.byteOffset}+${data.byteLength}/${roomBytes}`;
    const siblings = this.#arrays.get(data.buffer) ?? new Map<string, SharedArray>();
    const array = siblings.get(key) ?? new SharedArray(this.#device, roomBytes);
    this.#arrays.set(data.buffer, siblings.set(key, array));
    const user = { count };
    const release = (): void => {
      if (array.leave(user)) return;
      siblings.delete(key);
      if (siblings.size === 0) this.#arrays.delete(data.buffer);
    };
    try {
      await array.take(data, user);
    } catch (error) {
      release();
      throw error;
    }
    return { at: copy => ({ ...array.at(copy), size: byteLength }), count, release };
  }
}

interface User {
  readonly count: number;
}

/** A few copies in buffers of their own. */
interface Batch {
  readonly buffers: readonly GPUBuffer[];
  readonly places: readonly Place[];
}

interface Place {
  readonly buffer: GPUBuffer;
  readonly offset: number;
}

/** An array with as many copies as its greediest user wants. */
class SharedArray {
  readonly #device: GPUDevice;
  readonly #roomBytes: number;
  readonly #users = new Set<User>();
  readonly #batches: Batch[] = [];

  constructor(device: GPUDevice, roomBytes: number) {
    this.#device = device;
    this.#roomBytes = roomBytes;
  }

  at(copy: number): Place {
    return this.#places[copy]!;
  }

  async take(data: ResourceData, user: User): Promise<void> {
    this.#users.add(user);
    const held = this.#places.length;
    if (held >= user.count) return;
    this.#batches.push(this.#allocate(user.count - held));
    if (held === 0) await writeInChunks(this.#device, this.at(0).buffer, 0, data);
    const known = Math.max(1, held);
    if (user.count > known && data.byteLength > 0) this.#duplicate(known, data.byteLength);
  }

  /** @returns whether someone still uses it */
  leave(user: User): boolean {
    this.#users.delete(user);
    const wanted = Math.max(0, ...[...this.#users].map(({ count }) => count));
    // Copies that were made for the one who leaves, and may be none for lack of memory.
    while (this.#batches.length > 0 && this.#places.length - this.#batches.at(-1)!.places.length >= wanted) {
      for (const buffer of this.#batches.pop()!.buffers) buffer.destroy();
    }
    return this.#users.size > 0;
  }

  get #places(): readonly Place[] {
    return this.#batches.flatMap(({ places }) => places);
  }

  #allocate(count: number): Batch {
    const stride = Math.ceil(this.#roomBytes / OFFSET_ALIGNMENT) * OFFSET_ALIGNMENT;
    const bufferLimit = Math.min(this.#device.limits.maxBufferSize, SHARED_BUFFER_BYTES);
    const perBuffer = Math.max(1, Math.min(count, Math.floor(bufferLimit / stride)));
    const buffers: GPUBuffer[] = [];
    for (let made = 0; made < count; made += perBuffer) {
      const held = Math.min(perBuffer, count - made);
      // The last copy needs no padding behind it: a buffer may be exactly as large as the limit.
      const size = (held - 1) * stride + this.#roomBytes;
      buffers.push(this.#device.createBuffer({ size, usage: STORAGE_USAGE }));
    }
    const places = Array.from({ length: count }, (_, copy) => ({
      buffer: buffers[Math.floor(copy / perBuffer)]!,
      offset: (copy % perBuffer) * stride,
    }));
    return { buffers, places };
  }

  /** Makes copies of the first, from `from` on. */
  #duplicate(from: number, byteLength: number): void {
    const places = this.#places;
    // WebGPU forbids copying within one buffer, so the first copy travels through a buffer of its own.
    const original = this.#device.createBuffer({ size: byteLength, usage: STORAGE_USAGE });
    const encoder = this.#device.createCommandEncoder();
    encoder.copyBufferToBuffer(places[0]!.buffer, 0, original, 0, byteLength);
    for (const { buffer, offset } of places.slice(from))
      encoder.copyBufferToBuffer(original, 0, buffer, offset, byteLength);
    this.#device.queue.submit([encoder.finish()]);
    original.destroy();
  }
}

function wholeQuads(bytes: number): number {
  return Math.ceil(bytes / QUAD_BYTES) * QUAD_BYTES;
}

/** Uploads in pieces, so that the staging memory of the implementation stays bounded. */
export async function writeInChunks(
  device: GPUDevice,
  buffer: GPUBuffer,
  offset: number,
  data: ResourceData,
): Promise<void> {
  for (let begin = 0; begin < data.byteLength; begin += UPLOAD_CHUNK_BYTES) {
    const length = Math.min(UPLOAD_CHUNK_BYTES, data.byteLength - begin);
    device.queue.writeBuffer(buffer, offset + begin, data.buffer, data.byteOffset + begin, length);
    if (data.byteLength > UPLOAD_CHUNK_BYTES) await answered(device, device.queue.onSubmittedWorkDone());
  }
}
