/** No number in the middle between two f32 has as many significant decimal digits: what follows only says "a bit more". */
const MOST_DIGITS = 200;

/**
 * A decimal number without sign whose nearest f64 lies in the middle between two f32, rounded to the nearest f32; to the
 * even one where the number itself is the middle.
 * @param text digits, perhaps with a point and an exponent
 */
export function roundedMidpoint(text: string, middle: number): number {
  const even = Math.fround(middle);
  // Infinite where the middle is the largest number that f32 holds and what would follow it.
  const odd = Number.isFinite(even) ? middle + (middle - even) : LARGEST_F32;
  const order = compareDecimal(text, middle);
  if (order === 0) return even;
  return order > 0 ? Math.max(even, odd) : Math.min(even, odd);
}

const LARGEST_F32 = (2 - 2 ** -23) * 2 ** 127;

/** Below, at or above 0 as the decimal number is below, at or above the f64, exactly. */
function compareDecimal(text: string, value: number): number {
  const [, whole = '', fraction = '', power = '0'] = /^(\d*)\.?(\d*)(?:e([+-]?\d+))?$/i.exec(text) ?? [];
  const digits = (whole + fraction).replace(/^0+/, '');
  const cut = Math.max(0, digits.length - MOST_DIGITS);
  const isMore = /[1-9]/.test(digits.slice(MOST_DIGITS));
  const exponent = Number(power) - fraction.length + cut;
  const size = BigInt(digits.slice(0, MOST_DIGITS) || '0');
  // The middle of two f32 is a whole multiple of 2^-150.
  const scaledValue = BigInt(value * 2 ** 150);
  const left = (exponent >= 0 ? size * 10n ** BigInt(exponent) : size) << 150n;
  const right = exponent >= 0 ? scaledValue : scaledValue * 10n ** BigInt(-exponent);
  if (left === right) return isMore ? 1 : 0;
  return left < right ? -1 : 1;
}
