import type { ResourceData } from '../core/kernel.ts';
import { answered } from './waiting.ts';

/** One array on the device: `count` copies at aligned places inside a few large buffers. */
export interface Copies {
  at(copy: number): GPUBufferBinding;
  readonly count: number;
}

interface Entry extends Copies {
  readonly buffers: readonly GPUBuffer[];
  users: number;
}

const OFFSET_ALIGNMENT = 256;
const UPLOAD_CHUNK_BYTES = 64 * 1024 * 1024;
/** Copies of small arrays share buffers of this size, so that a set needs few allocations. */
const SHARED_BUFFER_BYTES = 256 * 1024 * 1024;

const STORAGE_USAGE = 0x80 | 0x04 | 0x08; // STORAGE | COPY_SRC | COPY_DST

/**
 * Device memory for arrays that kernels share: an encoding is uploaded once, whoever uses it. Users are counted; the
 * last one frees it.
 */
export class SharedMemory {
  readonly #device: GPUDevice;
  readonly #entries = new Map<ArrayBuffer, Map<string, Entry>>();

  constructor(device: GPUDevice) {
    this.#device = device;
  }

  /** Uploads `data` (padded with zeros to byteLength) unless it is there already. */
  async acquire(data: ResourceData, byteLength: number, count: number): Promise<Copies> {
    const key = `${data.byteOffset}+${data.byteLength}/${byteLength}×${count}`;
    const known = this.#entries.get(data.buffer)?.get(key);
    const entry = known ?? (await this.#upload(data, byteLength, count));
    const siblings = this.#entries.get(data.buffer) ?? new Map<string, Entry>();
    this.#entries.set(data.buffer, siblings.set(key, entry));
    entry.users++;
    return entry;
  }

  release(data: ResourceData, copies: Copies): void {
    const siblings = this.#entries.get(data.buffer);
    for (const [key, entry] of siblings ?? []) {
      if (entry !== copies || --entry.users > 0) continue;
      for (const buffer of entry.buffers) buffer.destroy();
      siblings!.delete(key);
    }
    if (siblings?.size === 0) this.#entries.delete(data.buffer);
  }

  async #upload(data: ResourceData, byteLength: number, count: number): Promise<Entry> {
    const stride = Math.ceil(byteLength / OFFSET_ALIGNMENT) * OFFSET_ALIGNMENT;
    const bufferLimit = Math.min(this.#device.limits.maxBufferSize, SHARED_BUFFER_BYTES);
    const perBuffer = Math.max(1, Math.min(count, Math.floor(bufferLimit / stride)));
    const buffers: GPUBuffer[] = [];
    for (let made = 0; made < count; made += perBuffer) {
      const held = Math.min(perBuffer, count - made);
      // The last copy needs no padding behind it: a buffer may be exactly as large as the limit.
      const size = (held - 1) * stride + byteLength;
      buffers.push(this.#device.createBuffer({ size, usage: STORAGE_USAGE }));
    }
    const at = (copy: number): GPUBufferBinding & { offset: number; size: number } => ({
      buffer: buffers[Math.floor(copy / perBuffer)]!,
      offset: (copy % perBuffer) * stride,
      size: byteLength,
    });
    await writeInChunks(this.#device, at(0).buffer, 0, data);
    if (count > 1) this.#duplicate(at, count, byteLength);
    return { at, count, buffers, users: 0 };
  }

  #duplicate(
    at: (copy: number) => { buffer: GPUBuffer; offset: number },
    count: number,
    byteLength: number,
  ): void {
    // WebGPU forbids copying within one buffer, so the first copy travels through a buffer of its own.
    const original = this.#device.createBuffer({ size: byteLength, usage: STORAGE_USAGE });
    const encoder = this.#device.createCommandEncoder();
    encoder.copyBufferToBuffer(at(0).buffer, 0, original, 0, byteLength);
    for (let copy = 1; copy < count; copy++) {
      const target = at(copy);
      encoder.copyBufferToBuffer(original, 0, target.buffer, target.offset, byteLength);
    }
    this.#device.queue.submit([encoder.finish()]);
    original.destroy();
  }
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
