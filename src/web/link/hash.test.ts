import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hashWith, type LinkParts, partsInHash, placeInHash } from './hash.ts';

const NOTHING: LinkParts = { run: null, panel: null, sort: null, model: null };
const text = fc.option(fc.string({ minLength: 1, maxLength: 200, unit: 'binary' }), { nil: null });
const run = fc.option(
  fc.string({ unit: fc.constantFrom(...'0123456789abcdef'), minLength: 8, maxLength: 64 }),
  { nil: null },
);

describe('the hash of the address', () => {
  it('gives back what was written into it', () => {
    fc.assert(
      fc.property(fc.record({ run, panel: text, sort: text, model: text }), parts => {
        const wanted = Object.values(parts).every(part => part === null) ? null : parts;
        const hash = hashWith('findings', parts);
        expect(placeInHash(hash)).toBe('findings');
        expect(partsInHash(hash)).toEqual(wanted);
      }),
    );
  });

  it('of a place alone says nothing of what is shown', () => {
    expect(partsInHash('#findings')).toBeNull();
    expect(partsInHash('')).toBeNull();
    expect(partsInHash('#findings?')).toEqual(NOTHING);
  });

  it.each(['..', '<b>', 'ABCDEF0123', '0123', 'g'.repeat(16), '0'.repeat(65)])(
    'takes %s for no hash of a run',
    digits => {
      expect(partsInHash(`#findings?run=${encodeURIComponent(digits)}`)?.run).toBeNull();
    },
  );

  it('takes a text that is longer than any of the page’s for none', () => {
    expect(partsInHash(`#findings?panel=${'a'.repeat(1001)}`)).toEqual(NOTHING);
  });
});
