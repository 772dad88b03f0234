/** Ticks of logarithmic axes: few, round, and never closer than their labels. */

/**
 * Decades between low and high; with 2 and 5 between them where the axis is long and its decades few; every second or
 * third decade where they are many.
 * @param length of the axis in px
 * @param spacing smallest distance of two labels in px
 */
export function decadeTicks(low: number, high: number, length: number, spacing: number): readonly number[] {
  const decades = Math.log10(high / low);
  if (!(decades > 0) || !Number.isFinite(decades)) return [];
  const pxPerDecade = length / decades;
  const steps = pxPerDecade * Math.log10(2) >= spacing ? [1, 2, 5] : [1];
  const stride = Math.max(1, Math.ceil(spacing / pxPerDecade));
  // Ends are computed: a tick at one of them may lie half a pixel outside.
  const slack = 10 ** (0.5 / pxPerDecade);
  const ticks: number[] = [];
  for (let exponent = Math.floor(Math.log10(low)) - 1; 10 ** exponent <= high; exponent++) {
    if (exponent % stride !== 0) continue;
    for (const step of steps) {
      const tick = Number(`${step}e${exponent}`);
      if (tick >= low / slack && tick <= high * slack) ticks.push(tick);
    }
  }
  return ticks;
}

/** Powers of two whose exponents share a stride, for memory sizes. */
export function binaryTicks(low: number, high: number, length: number, spacing: number): readonly number[] {
  const octaves = Math.log2(high / low);
  if (!(octaves > 0) || !Number.isFinite(octaves)) return [];
  const stride = Math.max(1, Math.ceil((spacing * octaves) / length));
  const ticks: number[] = [];
  const first = Math.ceil(Math.log2(low) - 1e-9);
  for (let exponent = first; 2 ** exponent <= high * 1.001; exponent++) {
    if ((exponent - 10) % stride === 0) ticks.push(2 ** exponent);
  }
  return ticks;
}

/** Widens a range of positive values to at least `ratio` between its ends, by a margin on each side. */
export function logDomain(values: readonly number[], margin: number, ratio: number): [number, number] {
  const positive = values.filter(value => Number.isFinite(value) && value > 0);
  if (positive.length === 0) return [1, ratio];
  const low = Math.min(...positive) / margin;
  const high = Math.max(...positive) * margin;
  const missing = Math.sqrt(Math.max(1, ratio / (high / low)));
  return [low / missing, high * missing];
}
