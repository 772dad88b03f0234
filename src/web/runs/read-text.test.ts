import { describe, expect, it } from 'vitest';
import { standInPage } from '../testing/stand-in-page.ts';

standInPage();
const { reading } = await import('../state.ts');
const { readText } = await import('./read-text.ts');
const { gunzipped, gzipped } = await import('./gzip.ts');

// Three bytes each: whatever the size of what is read at once, some character is cut by its end.
const LARGE = '€'.repeat(2 * 2 ** 20);

describe('reading a file', () => {
  it('that is large says how far it is, and gives the text as it is', async () => {
    const shares: number[] = [];
    const end = reading.subscribe(now => {
      if (now) shares.push(now.share);
    });
    expect((await readText(new File([LARGE], 'large.json'))) === LARGE).toBe(true);
    end();
    expect(shares.at(-1)).toBe(1);
    expect(shares.toSorted((a, b) => a - b)).toEqual(shares);
    expect(reading.value).toBeNull();
  });

  it('that is larger than any result file is refused before it is read', async () => {
    await expect(readText(new File(['12345'], 'a.json'), 4)).rejects.toThrow(
      'a.json: 5 B; at most 4 B is read',
    );
  });
});

describe('packing', () => {
  it('gives back the text', async () => {
    expect((await gunzipped(await gzipped(LARGE), 2 ** 30)) === LARGE).toBe(true);
  });

  it('stops at the limit, however small the packed bytes are', async () => {
    await expect(gunzipped(await gzipped(LARGE), 1000)).rejects.toThrow('more than 1000 B');
  });

  it('refuses what is no gzip', async () => {
    await expect(gunzipped(new Uint8Array([1, 2, 3]), 1000)).rejects.toThrow();
  });
});
