/** Times of one product, ns. */
export interface ProductTimes {
  readonly csrNs: number;
  readonly kernelNs: number;
}

/**
 * After how many products a conversion has paid against plain CSR, which needs none: what it took ÷ what each product saves.
 * Null where none is saved.
 */
export function productsUntilPaid(conversionNs: number, { csrNs, kernelNs }: ProductTimes): number | null {
  const savedNs = csrNs - kernelNs;
  return savedNs > 0 ? Math.ceil(conversionNs / savedNs) : null;
}
