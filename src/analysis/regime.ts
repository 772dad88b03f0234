import type { Finding, Regime } from '../core/finding.ts';
import type { ShareEstimate } from './shares.ts';
import { THRESHOLDS } from './thresholds.ts';

/** What is known of one case. */
export interface Evidence {
  /** Too few rounds of the case for an interval: nothing is concluded. */
  readonly tooFewRounds: boolean;
  readonly bandwidth: ShareEstimate | null;
  readonly compute: ShareEstimate | null;
  readonly dispatch: ShareEstimate | null;
  readonly roof: Finding;
  readonly dilution: Finding;
}

export interface RegimeDecision {
  readonly regime: Regime;
  /** For `undecided`: clauses naming what is missing or in the way. */
  readonly missing: readonly string[];
  /** The measured part of the evidence supports bandwidth; only experiments not made yet are missing. */
  readonly pointsToBandwidth: boolean;
}

const { regimeShare } = THRESHOLDS;

/**
 * The first line of METHOD §5 that fits. Compute takes the FLOP ladder (E4), bandwidth the byte or batch ladder (E3,
 * E5) as well; none of these is measured by this version, so neither can be concluded, and both are named as missing.
 */
export function decideRegime(evidence: Evidence): RegimeDecision {
  const { compute, dispatch, roof, dilution } = evidence;
  if (evidence.tooFewRounds) {
    const missing = [`it was measured in fewer than ${THRESHOLDS.fewValues} rounds`];
    return { regime: 'undecided', missing, pointsToBandwidth: false };
  }
  if (dispatch !== null && dispatch.low >= regimeShare) return concluded('dispatch');
  const minor = (share: ShareEstimate | null) => share !== null && share.high < regimeShare;
  const memoryExcluded = dilution.status === 'refuted' || roof.status === 'refuted';
  if (minor(compute) && minor(dispatch) && memoryExcluded) return concluded('none');
  if (roof.status === 'supported' && dilution.status === 'supported') {
    const missing = [
      'the byte ladder (E3) or the batch ladder (E5), and the FLOP ladder (E4), are not measured yet',
    ];
    return { regime: 'undecided', missing, pointsToBandwidth: true };
  }
  return { regime: 'undecided', missing: missingClauses(evidence, memoryExcluded), pointsToBandwidth: false };
}

function concluded(regime: Regime): RegimeDecision {
  return { regime, missing: [], pointsToBandwidth: false };
}

function missingClauses(evidence: Evidence, memoryExcluded: boolean): readonly string[] {
  const { compute, dispatch, roof, dilution } = evidence;
  const clauses: string[] = [];
  if (dispatch === null) clauses.push('the dispatch cost on this clock was not measured');
  else if (isOpen(dispatch))
    clauses.push(`whether dispatch takes ${regimeShare} of the time is within the noise`);
  if (compute === null) clauses.push('there is no FMA ceiling');
  else if (isOpen(compute))
    clauses.push(`whether arithmetic explains ${regimeShare} of the time is within the noise`);
  else if (isLarge(compute))
    clauses.push('arithmetic explains most of the time, but the FLOP ladder (E4) is not measured yet');
  if (!memoryExcluded && dilution.status === 'undecided') clauses.push('dilution (E6) is undecided');
  if (!memoryExcluded && roof.status === 'undecided') clauses.push('the roof (E1) is undecided');
  return clauses;
}

function isLarge(share: ShareEstimate): boolean {
  return share.low >= regimeShare;
}

function isOpen(share: ShareEstimate): boolean {
  return share.low < regimeShare && share.high >= regimeShare;
}
