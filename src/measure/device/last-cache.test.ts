import { describe, expect, it } from 'vitest';
import { CACHE_STEP_BYTES, findLastCache } from './last-cache.ts';

const MIB = 2 ** 20;

const LIMITS = { maxStorageBufferBindingSize: 2 ** 31 };

/** A device that reads at 4 bytes a nanosecond what its cache holds, and at 1 what it does not. */
function readNs(cacheBytes: number, largestBytes = Number.POSITIVE_INFINITY) {
  return async (bytes: number) =>
    bytes > largestBytes ? null : CACHE_STEP_BYTES / (bytes <= cacheBytes ? 4 : 1);
}

describe('the last cache', () => {
  it('ends before the smallest working set that is read no faster than the largest', async () => {
    expect(await findLastCache(readNs(96 * MIB), LIMITS)).toBe(128 * MIB);
    expect(await findLastCache(readNs(128 * MIB), LIMITS)).toBe(256 * MIB);
    expect(await findLastCache(readNs(256 * MIB), LIMITS)).toBe(512 * MIB);
  });

  it('is not seen to end where all caches are smaller, or none ends', async () => {
    expect(await findLastCache(readNs(50 * MIB), LIMITS)).toBeNull();
    expect(await findLastCache(readNs(1024 * MIB), LIMITS)).toBeNull();
  });

  it('is sought only among the sets that the device takes', async () => {
    expect(await findLastCache(readNs(64 * MIB, 128 * MIB), LIMITS)).toBe(128 * MIB);
    expect(await findLastCache(readNs(64 * MIB, 1), LIMITS)).toBeNull();
  });

  it('is not sought with more than a device of small bindings may have', async () => {
    const asked: number[] = [];
    const small = { maxStorageBufferBindingSize: 2 ** 27 };
    await findLastCache(async bytes => asked.push(bytes), small);
    expect(asked).toEqual([64, 128, 256].map(size => size * MIB));
  });
});
