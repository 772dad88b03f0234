import { describe, expect, it } from 'vitest';
import { findResidentSet } from './resident-set.ts';

const KIB = 1024;

/** Three times as fast inside of a cache of that size. */
const readNs = (cacheBytes: number) => async (bytes: number) => (bytes <= cacheBytes ? 1000 : 3000);

describe('the resident set', () => {
  it('is the largest that the nearest cache holds', async () => {
    expect(await findResidentSet(readNs(128 * KIB))).toBe(64 * KIB);
    expect(await findResidentSet(readNs(32 * KIB))).toBe(16 * KIB);
    expect(await findResidentSet(readNs(16 * KIB))).toBe(16 * KIB);
    expect(await findResidentSet(readNs(8 * KIB))).toBe(4 * KIB);
  });

  it('stays the usual one where none is read faster, or none was measured', async () => {
    expect(await findResidentSet(readNs(0))).toBe(64 * KIB);
    expect(await findResidentSet(async () => null)).toBe(64 * KIB);
  });

  it('is not made smaller by noise', async () => {
    expect(await findResidentSet(async bytes => (bytes === 4 * KIB ? 950 : 1000))).toBe(64 * KIB);
  });
});
