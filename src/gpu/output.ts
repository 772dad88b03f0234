import type { ResourceData } from '../core/kernel.ts';
import { answered } from './waiting.ts';

const READ_CHUNK_BYTES = 64 * 1024 * 1024;
const POISON_BLOCK_BYTES = 4 * 1024 * 1024;
const OUTPUT_USAGE = 0x80 | 0x04 | 0x08; // STORAGE | COPY_SRC | COPY_DST
const READ_USAGE = 0x01 | 0x08; // MAP_READ | COPY_DST

/** A kernel's output on the device: poisoned before a check, read back after it. */
export class Output {
  readonly buffer: GPUBuffer;
  readonly byteLength: number;
  readonly #device: GPUDevice;

  constructor(device: GPUDevice, byteLength: number) {
    this.#device = device;
    this.byteLength = byteLength;
    this.buffer = device.createBuffer({ size: byteLength, usage: OUTPUT_USAGE });
  }

  /** Every bit set: NaN as f32, 4294967295 as u32. What a kernel fails to write stays visible. */
  poison(): void {
    const blockBytes = Math.min(POISON_BLOCK_BYTES, this.byteLength);
    const block = this.#device.createBuffer({
      size: blockBytes,
      usage: OUTPUT_USAGE,
      mappedAtCreation: true,
    });
    new Uint32Array(block.getMappedRange()).fill(0xffffffff);
    block.unmap();
    const encoder = this.#device.createCommandEncoder();
    for (let offset = 0; offset < this.byteLength; offset += blockBytes) {
      encoder.copyBufferToBuffer(
        block,
        0,
        this.buffer,
        offset,
        Math.min(blockBytes, this.byteLength - offset),
      );
    }
    this.#device.queue.submit([encoder.finish()]);
    block.destroy();
  }

  /** @param pendingNs what was submitted before should take */
  async read(type: 'f32' | 'u32', pendingNs = 0): Promise<ResourceData> {
    const bytes = new ArrayBuffer(this.byteLength);
    const chunkBytes = Math.min(READ_CHUNK_BYTES, this.byteLength);
    const staging = this.#device.createBuffer({ size: chunkBytes, usage: READ_USAGE });
    try {
      for (let offset = 0; offset < this.byteLength; offset += chunkBytes) {
        const length = Math.min(chunkBytes, this.byteLength - offset);
        const encoder = this.#device.createCommandEncoder();
        encoder.copyBufferToBuffer(this.buffer, offset, staging, 0, length);
        this.#device.queue.submit([encoder.finish()]);
        await answered(this.#device, staging.mapAsync(1, 0, length), pendingNs);
        new Uint8Array(bytes, offset, length).set(new Uint8Array(staging.getMappedRange(0, length)));
        staging.unmap();
      }
    } finally {
      staging.destroy();
    }
    return type === 'f32' ? new Float32Array(bytes) : new Uint32Array(bytes);
  }

  destroy(): void {
    this.buffer.destroy();
  }
}
