import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bytesOf } from '../../testing.ts';
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

/** sign · numerator ÷ denominator, exactly. */
function fractionOf(text: string): readonly [sign: number, numerator: bigint, denominator: bigint] {
  const [, sign, whole = '', fraction = '', power = '0'] = /^([+-]?)(\d*)\.?(\d*)(?:e([+-]?\d+))?$/.exec(
    text,
  )!;
  const exponent = Number(power) - fraction.length;
  const digits = BigInt(whole + fraction);
  const scale = 10n ** BigInt(Math.abs(exponent));
  return [sign === '-' ? -1 : 1, exponent > 0 ? digits * scale : digits, exponent < 0 ? scale : 1n];
}

/** By integers alone: 24 bits of the quotient, or fewer above 2^-149, and what is left over decides. */
function nearestF32(text: string): number {
  const [sign, numerator, denominator] = fractionOf(text);
  let exponent = -149;
  const scaled = (power: number): readonly [bigint, bigint] =>
    power < 0 ? [numerator << BigInt(-power), denominator] : [numerator, denominator << BigInt(power)];
  const quotient = (power: number) => scaled(power)[0] / scaled(power)[1];
  while (quotient(exponent) >= 2n ** 24n) exponent++;
  const [above, below] = scaled(exponent);
  const kept = above / below;
  const twiceRest = 2n * (above % below);
  const isUp = twiceRest > below || (twiceRest === below && kept % 2n === 1n);
  const value = Number(kept + (isUp ? 1n : 0n)) * 2 ** exponent;
  return sign * (value >= 2 ** 128 ? Number.POSITIVE_INFINITY : value);
}

/** The next larger f32 of a positive one. */
function nextF32(value: number): number {
  const bits = new Uint32Array(new Float32Array([value]).buffer);
  bits[0]! += 1;
  return new Float32Array(bits.buffer)[0]!;
}

/** All digits of a positive f64, with a point. */
function decimalOf(value: number): string {
  let power = 0;
  while (!Number.isInteger(value * 2 ** power)) power++;
  const digits = String(BigInt(value * 2 ** power) * 5n ** BigInt(power)).padStart(power + 1, '0');
  return `${digits.slice(0, digits.length - power)}.${digits.slice(digits.length - power)}`;
}

/** @param text digits that do not end in 0, with a point */
function justBelow(text: string): string {
  const trimmed = text.replace(/0+$/, '');
  if (trimmed.endsWith('.')) return `${BigInt(trimmed.slice(0, -1)) - 1n}.${'9'.repeat(30)}`;
  return `${trimmed.slice(0, -1)}${Number(trimmed.at(-1)) - 1}${'9'.repeat(30)}`;
}

describe('readReal', () => {
  it('rounds every decimal number once, to the nearest f32', () => {
    fc.assert(
      fc.property(decimals, text => {
        expect(readReal(at(text))).toBe(nearestF32(text));
      }),
      { numRuns: 3000 },
    );
  });

  it('rounds numbers next to the middle of two f32 to their own side, and the middle to the even one', () => {
    const f32 = fc.float({ min: Math.fround(1e-30), max: Math.fround(1e30), noNaN: true });
    fc.assert(
      fc.property(f32, value => {
        const middle = decimalOf((value + nextF32(value)) / 2);
        for (const text of [middle, `${middle}0000000000000000000000000000001`, justBelow(middle)]) {
          expect(readReal(at(text)), text).toBe(nearestF32(text));
        }
      }),
      { numRuns: 1000 },
    );
  });

  it.each([
    ['1.00000017881393432617187499', 1 + 2 ** -23],
    ['1.000000178813934326171875', 1 + 2 ** -22],
    ['1.00000005960464477539062501', 1 + 2 ** -23],
    ['0.100000001490116122', Math.fround(0.1)],
    // 2^128 − 2^103, the middle between the largest f32 and what would follow it.
    ['340282356779733661637539395458142568447', (2 - 2 ** -23) * 2 ** 127],
    ['340282356779733661637539395458142568448', Number.POSITIVE_INFINITY],
    ['7.0064923216240853546186479164495806564013097093825788587853e-46', 0],
    [`7.0064923216240853546186479164495806564013097093825788587${'9'.repeat(300)}e-46`, 2 ** -149],
  ])('reads %s', (text, value) => {
    expect(readReal(at(text))).toBe(value);
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
  it('gives an integer the value that a decimal number of the same digits has, rounded once', () => {
    const mantissa = fc.bigInt({ min: 2n ** 23n, max: 2n ** 24n - 1n });
    const off = fc.constantFrom(-1n, 0n, 1n);
    fc.assert(
      fc.property(mantissa, fc.integer({ min: 2, max: 60 }), off, (m, shift, step) => {
        // Beside the middle of two f32.
        const text = String((2n * m + 1n) * 2n ** BigInt(shift - 1) + step);
        expect(readInteger(at(text)), text).toBe(nearestF32(text));
        expect(readReal(at(text)), text).toBe(nearestF32(text));
      }),
      { numRuns: 2000 },
    );
  });

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
