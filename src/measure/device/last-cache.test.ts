import { describe, expect, it } from 'vitest';
import { findLastCache } from './last-cache.ts';

const MIB = 2 ** 20;

/** A device that reads at 4 bytes a nanosecond what its cache holds, and at 1 what it does not. */
function readNs(cacheBytes: number, largestBytes = Number.POSITIVE_INFINITY) {
  return async ({ params }: { params: Readonly<Record<string, number | string>> }) => {
    const bytes = 4 * Number(params.n);
    return bytes > largestBytes ? null : bytes / (bytes <= cacheBytes ? 4 : 1);
  };
}

describe('the last cache', () => {
  it('ends before the smallest working set that is read no faster than the largest', async () => {
    expect(await findLastCache(readNs(96 * MIB))).toBe(128 * MIB);
    expect(await findLastCache(readNs(128 * MIB))).toBe(256 * MIB);
  });

  it('is not seen to end where all caches are smaller, or none ends', async () => {
    expect(await findLastCache(readNs(50 * MIB))).toBeNull();
    expect(await findLastCache(readNs(1024 * MIB))).toBeNull();
  });

  it('is sought only among the sets that the device takes', async () => {
    expect(await findLastCache(readNs(64 * MIB, 128 * MIB))).toBe(128 * MIB);
    expect(await findLastCache(readNs(64 * MIB, 1))).toBeNull();
  });
});
