import { describe, expect, it } from 'vitest';
import { SharedMemory } from './memory.ts';
import { fakeDevice } from './testing/fake-device.ts';

const DATA = new Float32Array(63);
/** As kernels that read vec4s hold it. */
const PADDED_BYTES = 256;

describe('an array that several kernels use', () => {
  it('is there as often as the one wants it that wants most copies, whoever came first', async () => {
    const { gpu, bytesInUse } = fakeDevice({ memoryBytes: 4096 });
    const memory = new SharedMemory(gpu.device);
    const two = await memory.acquire(DATA, DATA.byteLength, 2);
    expect(bytesInUse()).toBe(2 * PADDED_BYTES);
    const three = await memory.acquire(DATA, DATA.byteLength, 3);
    const one = await memory.acquire(DATA, DATA.byteLength, 1);
    expect(bytesInUse()).toBe(3 * PADDED_BYTES);
    for (const copy of [0, 1]) expect(three.at(copy)).toEqual(two.at(copy));
    expect(three.at(2)).not.toEqual(three.at(1));
    three.release();
    expect(bytesInUse()).toBe(2 * PADDED_BYTES);
    two.release();
    one.release();
    expect(bytesInUse()).toBe(0);
  });

  it('is shared with who reads it padded, and bound to each as long as asked for', async () => {
    const { gpu, bytesInUse } = fakeDevice({ memoryBytes: 4096 });
    const memory = new SharedMemory(gpu.device);
    const plain = await memory.acquire(DATA, DATA.byteLength, 1);
    const padded = await memory.acquire(DATA, PADDED_BYTES, 1);
    expect(bytesInUse()).toBe(PADDED_BYTES);
    expect([plain.at(0).size, padded.at(0).size]).toEqual([DATA.byteLength, PADDED_BYTES]);
    expect(padded.at(0).buffer).toBe(plain.at(0).buffer);
  });

  it('loses copies again for which there was no room, and keeps the others', async () => {
    const { gpu, bytesInUse } = fakeDevice({ memoryBytes: 3 * PADDED_BYTES });
    const memory = new SharedMemory(gpu.device);
    const one = await memory.acquire(DATA, DATA.byteLength, 1);
    gpu.device.pushErrorScope('out-of-memory');
    const many = await memory.acquire(DATA, DATA.byteLength, 40);
    expect(await gpu.device.popErrorScope()).not.toBeNull();
    many.release();
    expect(bytesInUse()).toBe(PADDED_BYTES);
    const again = await memory.acquire(DATA, DATA.byteLength, 2);
    expect(again.at(0)).toEqual(one.at(0));
    expect(bytesInUse()).toBe(2 * PADDED_BYTES);
  });
});
