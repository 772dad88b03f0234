import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bytesOf } from '../testing.ts';
import { type Cursor, readInteger, readReal, readWhole } from './scan.ts';

function at(text: string): Cursor {
  const bytes = bytesOf(text);
  return { bytes, at: 0, end: bytes.length, line: 1 };
}

const digits = fc.stringMatching(/^[0-9]{0,25}$/);
const decimals = fc
  .tuple(
    fc.constantFrom('', '-', '+'),
    digits,
    fc.constantFrom('', '.'),
    digits,
    fc.integer({ min: -60, max: 60 }),
  )
  .filter(([, whole, point, fraction]) => whole !== '' || (point !== '' && fraction !== ''))
  .map(([sign, whole, point, fraction, exponent]) => {
    const tail = exponent % 3 === 0 ? '' : `e${exponent}`;
    return `${sign}${whole}${point}${point === '' ? '' : fraction}${tail}`;
  });

describe('readReal', () => {
  it('rounds every decimal number as Number() and then f32 do', () => {
    fc.assert(
      fc.property(decimals, text => {
        expect(readReal(at(text))).toBe(Math.fround(Number(text)));
      }),
      { numRuns: 3000 },
    );
  });

  it('gives back every f32 value from its decimal form', () => {
    fc.assert(
      fc.property(fc.float({ noNaN: true, noDefaultInfinity: true }), value => {
        // Decimal forms of −0 have no sign.
        expect(readReal(at(`${value}`))).toBe(value + 0);
        expect(readReal(at(value.toExponential()))).toBe(value + 0);
      }),
      { numRuns: 2000 },
    );
  });

  it.each(['', '-', '.', '-.', 'e5', '1e', '1e+', '1.2.3', '1x', '0x10', 'nan', 'inf', '1,5', '--1', '1_0'])(
    'takes "%s" for no number',
    text => {
      expect(readReal(at(text))).toBeNaN();
    },
  );

  it.each([
    ['5.', 5],
    ['.5', 0.5],
    ['1E2', 100],
    ['1e-999999999999', 0],
    ['1e39', Number.POSITIVE_INFINITY],
    ['-1e999999999999', Number.NEGATIVE_INFINITY],
    ['00000000000000000000012', 12],
    ['123456789012345678901234567890', Math.fround(1.2345678901234568e29)],
  ])('reads %s', (text, value) => {
    expect(readReal(at(text))).toBe(value);
  });
});

describe('readWhole and readInteger', () => {
  it('read whole numbers and where they end', () => {
    const cursor = at('  12 -34\n');
    expect(readWhole(cursor)).toBe(12);
    expect(readInteger(cursor)).toBe(-34);
    expect(cursor.at).toBe(8);
  });

  it.each(['', '-1', '1.0', 'x', '1x'])('take "%s" for no index', text => {
    expect(readWhole(at(text))).toBe(-1);
  });

  it.each(['', '-', '1.0', '1e3', '- 1', '-\t1'])('take "%s" for no integer', text => {
    expect(readInteger(at(text))).toBeNaN();
  });
});
