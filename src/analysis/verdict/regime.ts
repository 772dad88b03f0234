import type { Regime } from '../../core/record/finding.ts';
import { THRESHOLDS } from '../evidence/thresholds.ts';
import { type Clause, missingClauses } from './missing.ts';
import {
  type Evidence,
  isLarge,
  isRefuted,
  isShortProduct,
  isSmall,
  isSupported,
  isUnder,
  memoryShare,
} from './signs.ts';

export interface RegimeDecision {
  readonly regime: Regime;
  /** For `undecided`: clauses naming what is missing or in the way. */
  readonly missing: readonly string[];
  /** The same clauses, one by one, in words that need no knowledge of the experiments. */
  readonly plainMissing: readonly string[];
  /** Roof and dilution support bandwidth and nothing refutes it; only a ladder is missing. */
  readonly pointsToBandwidth: boolean;
}

const { bandwidthDispatchShare, bandwidthMemoryShare } = THRESHOLDS;

/**
 * The first line of METHOD §5 that fits. Where launching might take most of the time, its share being within the noise,
 * nothing is concluded; of a product too short for its launches nothing else than *dispatch* is. Where arithmetic might,
 * *none* is not, and *bandwidth* may be, by its own experiments.
 */
export function decideRegime(evidence: Evidence): RegimeDecision {
  const { compute, dispatch, roof, flops, dilution } = evidence;
  if (evidence.tooFewRounds) {
    const few = `was measured in fewer than ${THRESHOLDS.fewValues} rounds`;
    return undecided([{ text: `it ${few}`, plain: `the matrix product that decides ${few}` }], false);
  }
  if (isLarge(dispatch)) return concluded('dispatch');
  if (isSmall(dispatch) && !isShortProduct(evidence)) {
    if (isLarge(compute) && flops.status === 'refuted') return concluded('compute');
    if (supportsBandwidth(evidence)) return concluded('bandwidth');
    if (isSmall(compute) && [dilution, roof].some(isRefuted)) return concluded('none');
  }
  return undecided(missingClauses(evidence), isSmall(dispatch) && pointsToBandwidth(evidence));
}

function undecided(clauses: readonly Clause[], points: boolean): RegimeDecision {
  return {
    regime: 'undecided',
    missing: clauses.map(({ text }) => text),
    plainMissing: clauses.map(({ plain }) => plain),
    pointsToBandwidth: points,
  };
}

/** Little dispatch, E1 and E6 supported, E3 or E5 supported, none of E1, E3–E6 and E8 refuted, and most of the time memory's. */
function supportsBandwidth(evidence: Evidence): boolean {
  return (
    isUnder(evidence.dispatch, bandwidthDispatchShare) &&
    pointsToBandwidth(evidence) &&
    memoryShare(evidence) >= bandwidthMemoryShare &&
    [evidence.bytes, evidence.batches].some(isSupported)
  );
}

function pointsToBandwidth({ roof, bytes, flops, batches, dilution, latency }: Evidence): boolean {
  return [roof, dilution].every(isSupported) && ![bytes, flops, batches, latency].some(isRefuted);
}

function concluded(regime: Regime): RegimeDecision {
  return { regime, missing: [], plainMissing: [], pointsToBandwidth: false };
}
