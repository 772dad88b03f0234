/**
 * IEEE 754 binary16 as bit patterns. Older engines have no Float16Array, so the conversions are here.
 */

/** The largest finite f16. */
export const LARGEST_F16 = 65_504;
/** From here on rounding to the nearest gives infinity. */
export const F16_OVERFLOW = 65_520;

const INFINITY_BITS = 0x7c00;
const NAN_BITS = 0x7e00;

/** f32 bit patterns: 2^-14, below which f16 is subnormal; 0.5; and infinity. */
const SMALLEST_NORMAL = 0x38800000;
const HALF = 0x3f000000;
const F32_INFINITY = 0x7f800000;
/** 112 = 127 − 15, the difference of the exponents' biases, in the place of an f32's exponent. */
const BIAS_DIFFERENCE = 112 << 23;

const scratch = new Float32Array(1);
const scratchBits = new Uint32Array(scratch.buffer);

/** The nearest f16 of an f32, ties to even; infinity from 65,520 on. */
export function f16BitsOf(value: number): number {
  scratch[0] = value;
  const sign = (scratchBits[0]! >>> 16) & 0x8000;
  const magnitude = scratchBits[0]! & 0x7fffffff;
  if (magnitude > F32_INFINITY) return NAN_BITS;
  if (magnitude < SMALLEST_NORMAL) {
    // The last bit of 0.5 + |value| in f32 is worth 2^-24, one step of a subnormal f16: storing it rounds as wanted.
    scratch[0] = Math.abs(value) + 0.5;
    return sign | (scratchBits[0]! - HALF);
  }
  const lastKept = (magnitude >>> 13) & 1;
  const bits = (magnitude + 0xfff + lastKept - BIAS_DIFFERENCE) >>> 13;
  return sign | Math.min(bits, INFINITY_BITS);
}

/** The value of an f16. */
export function f16Value(bits: number): number {
  const sign = (bits & 0x8000) === 0 ? 1 : -1;
  const exponent = (bits >>> 10) & 31;
  const fraction = bits & 1023;
  if (exponent === 31) return fraction === 0 ? sign * Number.POSITIVE_INFINITY : Number.NaN;
  return sign * (exponent === 0 ? fraction * 2 ** -24 : (1024 + fraction) * 2 ** (exponent - 25));
}

let table: Float32Array | null = null;

/** The values of all 65,536 bit patterns: what decodes large arrays quickly. */
export function f16Table(): Float32Array {
  table ??= Float32Array.from({ length: 65_536 }, (_, bits) => f16Value(bits));
  return table;
}
