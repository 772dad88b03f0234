type Pair = readonly [number, number];

/**
 * The two scales that the figures need. d3-scale has them too (scales.test.ts compares), but brings interpolation of
 * colours and dates along: 8 kB of the 120 kB that the page may take.
 */
export interface Scale {
  (value: number): number;
  /** Ends of the domain: what lies beyond them lands on them. */
  readonly domain: Pair;
}

/** Values outside the domain land on its ends, so that an interval that leaves the frame ends at its edge. */
export function linearScale(domain: Pair, [start, end]: Pair): Scale {
  const [low, high] = domain;
  const scale = (value: number) => start + share((value - low) / (high - low)) * (end - start);
  return Object.assign(scale, { domain });
}

/** @param domain positive; anything at or under 0 lands on the lower end */
export function logScale(domain: Pair, [start, end]: Pair): Scale {
  const [low, high] = domain;
  const length = Math.log(high / low);
  const scale = (value: number) =>
    start + share(value > 0 ? Math.log(value / low) / length : 0) * (end - start);
  return Object.assign(scale, { domain });
}

/** An interval in px, and whether it goes on beyond the frame at its ends. */
export interface PlacedInterval {
  readonly from: number;
  readonly to: number;
  readonly fromCut: boolean;
  readonly toCut: boolean;
}

/** @param low under the least value of the domain, or high over the greatest: cut there, and marked as cut */
export function placeInterval(scale: Scale, low: number, high: number): PlacedInterval {
  const [least, greatest] = scale.domain;
  return { from: scale(low), to: scale(high), fromCut: low < least, toCut: high > greatest };
}

function share(value: number): number {
  return Math.min(1, Math.max(0, value));
}
