import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hashWith, type LinkParts, partsInHash, placeInHash } from './hash.ts';

const NOTHING: LinkParts = { run: null, panel: null, sort: null, model: null, runs: null };
const text = fc.option(fc.string({ minLength: 1, maxLength: 200, unit: 'binary' }), { nil: null });
const run = fc.option(
  fc.string({ unit: fc.constantFrom(...'0123456789abcdef'), minLength: 8, maxLength: 64 }),
  { nil: null },
);
const digits = fc.string({ unit: fc.constantFrom(...'0123456789abcdef'), minLength: 8, maxLength: 64 });
const runs = fc.option(
  fc.oneof(
    fc.constant('-'),
    fc.array(digits, { minLength: 1, maxLength: 12 }).map(list => list.join('.')),
  ),
  { nil: null },
);

describe('the hash of the address', () => {
  it('gives back what was written into it', () => {
    fc.assert(
      fc.property(fc.record({ run, panel: text, sort: text, model: text, runs }), parts => {
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

  it.each(['a', '--', 'ABCDEF0123', '01234567.', `${'0'.repeat(8)}.`.repeat(13)])(
    'takes %s for no runs',
    text => {
      expect(partsInHash(`#compare?runs=${encodeURIComponent(text)}`)?.runs).toBeNull();
    },
  );

  it('may have a slash before the place, and commas between runs', () => {
    expect(placeInHash('#/compare?runs=0123abcd,4567abcd')).toBe('compare');
    expect(partsInHash('#/compare?runs=0123abcd,4567abcd')?.runs).toBe('0123abcd.4567abcd');
  });

  it('takes a text that is longer than any of the page’s for none', () => {
    expect(partsInHash(`#findings?panel=${'a'.repeat(1001)}`)).toEqual(NOTHING);
  });
});
