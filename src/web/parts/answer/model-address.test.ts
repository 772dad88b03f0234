import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { PRESET_IDS } from '../../../answer/model-presets.ts';
import { CACHE_BYTES, DEFAULT_CHOICE, WEIGHT_BITS } from '../../../answer/model-size.ts';

vi.stubGlobal('location', { search: '' });
const { readModelAddress, writeModelAddress } = await import('./model-address.ts');

describe('the model in the address', () => {
  it('comes back as it was chosen, and leaves the rest of the address alone', () => {
    const choice = fc.record({
      model: fc.constantFrom(...PRESET_IDS, 'other' as const),
      parameters: fc.double({ min: 0, max: 1e15, noNaN: true }).map(Math.abs),
      bitsPerWeight: fc.constantFrom(...WEIGHT_BITS),
      positions: fc.nat(1e7),
      cacheBytes: fc.constantFrom(...CACHE_BYTES),
    });
    fc.assert(
      fc.property(choice, chosen => {
        const search = writeModelAddress(chosen, '?suite=density&seed=7');
        expect(readModelAddress(search)).toEqual(chosen);
        expect(new URLSearchParams(search).get('suite')).toBe('density');
      }),
    );
  });

  it('is nothing at all of the usual model, and of what is being typed', () => {
    expect(writeModelAddress(DEFAULT_CHOICE, '')).toBe('');
    expect(writeModelAddress({ ...DEFAULT_CHOICE, positions: Number.NaN }, '')).toBe('');
  });

  it('is the usual one where it names none that there is', () => {
    const search = '?model=gpt-9&bits=3&positions=-1&cache=x&parameters=many';
    expect(readModelAddress(search)).toEqual(DEFAULT_CHOICE);
  });
});
