interface SlabLimits {
  /** The slab ends there at the latest. */
  readonly lastCandidate: number;
  readonly mostElements: number;
}

/**
 * The row after the last one of a slab that begins with `first` and holds as many whole rows as it can; one at least.
 * @param startOf index of a row's first element; of the row after the last one, how many there are
 */
export function slabEnd(
  startOf: (row: number) => number,
  first: number,
  { lastCandidate, mostElements }: SlabLimits,
): number {
  let low = first + 1;
  let high = lastCandidate;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (startOf(middle) - startOf(first) <= mostElements) low = middle;
    else high = middle - 1;
  }
  return low;
}
