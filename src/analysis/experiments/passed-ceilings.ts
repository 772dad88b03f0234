import { isProduct } from '../../core/operation.ts';
import type { Ceiling } from '../../core/record/finding.ts';
import type { OkRecord } from '../../core/record/record.ts';
import { THRESHOLDS } from '../evidence/thresholds.ts';
import { isHost, isWallVariant } from '../evidence/usable.ts';
import { bandwidthShare, computeShare, type ShareEstimate, shareValue } from './shares.ts';

const { e1NoCeilingShare } = THRESHOLDS;

/**
 * Ceilings, and of those that a product clearly passes, by which: a probe over which something is faster is no ceiling,
 * and nothing may be read off a roof or a ridge point drawn from it.
 * @param usable records of the same run
 */
export function markPassed(ceilings: readonly Ceiling[], usable: readonly OkRecord[]): readonly Ceiling[] {
  const products = usable.filter(isStreamedProduct);
  return ceilings.map(ceiling => {
    if (ceiling.id !== 'read' && ceiling.id !== 'fma') return ceiling;
    const address = passing(ceiling.id, products, usable, ceilings);
    return address === null ? ceiling : { ...ceiling, passedBy: address };
  });
}

/** Products out of a cache may pass the memory's ceiling. */
function isStreamedProduct(record: OkRecord): boolean {
  const { cache, memoryShare } = record.case;
  const isPlain = memoryShare === 1 && !isHost(record) && !isWallVariant(record);
  return isProduct(record) && isPlain && cache === 'stream';
}

/** The product that passes by most, if one does with its whole interval. */
function passing(
  id: 'read' | 'fma',
  products: readonly OkRecord[],
  usable: readonly OkRecord[],
  ceilings: readonly Ceiling[],
): string | null {
  const share = id === 'read' ? bandwidthShare : computeShare;
  const passed = products
    // The draws of an interval are dear; few come so far.
    .filter(product => (shareValue(id, product, usable, ceilings) ?? 0) > e1NoCeilingShare)
    .flatMap(product => {
      const estimate = share(product, usable, ceilings);
      return estimate && isPassed(estimate) ? [{ address: product.address, low: estimate.low }] : [];
    })
    .sort((a, b) => b.low - a.low);
  return passed[0]?.address ?? null;
}

/** The probe takes longer than the product that it should bound. */
export function isPassed({ low }: Pick<ShareEstimate, 'low'>): boolean {
  return low > e1NoCeilingShare;
}
