import type { Finding, Regime } from '../../core/finding.ts';
import { THRESHOLDS } from '../evidence/thresholds.ts';
import type { ShareEstimate } from '../experiments/shares.ts';

/** What is known of one case. */
export interface Evidence {
  /** Too few rounds of the case for an interval: nothing is concluded. */
  readonly tooFewRounds: boolean;
  readonly bandwidth: ShareEstimate | null;
  readonly compute: ShareEstimate | null;
  readonly dispatch: ShareEstimate | null;
  /** E1. */
  readonly roof: Finding;
  /** E3. */
  readonly bytes: Finding;
  /** E4. */
  readonly flops: Finding;
  /** E5. */
  readonly batches: Finding;
  /** E6. */
  readonly dilution: Finding;
}

export interface RegimeDecision {
  readonly regime: Regime;
  /** For `undecided`: clauses naming what is missing or in the way. */
  readonly missing: readonly string[];
  /** Roof and dilution support bandwidth and nothing refutes it; only a ladder is missing. */
  readonly pointsToBandwidth: boolean;
}

const { regimeShare } = THRESHOLDS;

/**
 * The first line of METHOD §5 that fits. Where launching might take most of the time, its share being within the noise,
 * nothing is concluded. Where arithmetic might, *none* is not, and *bandwidth* may be, by its own experiments.
 */
export function decideRegime(evidence: Evidence): RegimeDecision {
  const { compute, dispatch, roof, flops, dilution } = evidence;
  if (evidence.tooFewRounds) {
    const missing = [`it was measured in fewer than ${THRESHOLDS.fewValues} rounds`];
    return { regime: 'undecided', missing, pointsToBandwidth: false };
  }
  if (isLarge(dispatch)) return concluded('dispatch');
  if (isSmall(dispatch)) {
    if (isLarge(compute) && flops.status === 'refuted') return concluded('compute');
    if (supportsBandwidth(evidence)) return concluded('bandwidth');
    if (isSmall(compute) && [dilution, roof].some(isRefuted)) return concluded('none');
  }
  return {
    regime: 'undecided',
    missing: missingClauses(evidence),
    pointsToBandwidth: isSmall(dispatch) && pointsToBandwidth(evidence),
  };
}

/** E1 and E6 supported, E3 or E5 supported, none of E1, E3–E6 refuted. */
function supportsBandwidth(evidence: Evidence): boolean {
  return pointsToBandwidth(evidence) && [evidence.bytes, evidence.batches].some(isSupported);
}

function pointsToBandwidth({ roof, bytes, flops, batches, dilution }: Evidence): boolean {
  return [roof, dilution].every(isSupported) && ![bytes, flops, batches].some(isRefuted);
}

function concluded(regime: Regime): RegimeDecision {
  return { regime, missing: [], pointsToBandwidth: false };
}

function missingClauses(evidence: Evidence): readonly string[] {
  const { compute, dispatch, roof, bytes, flops, batches, dilution } = evidence;
  const memoryExcluded = [roof, dilution].some(isRefuted);
  const clauses: string[] = [];
  if (dispatch === null) clauses.push('the dispatch cost on this clock was not measured');
  else if (!isSmall(dispatch))
    clauses.push(`whether dispatch takes ${regimeShare} of the time is within the noise`);
  if (compute === null) clauses.push('there is no FMA ceiling');
  else if (isLarge(compute))
    clauses.push(`arithmetic explains most of the time, but the FLOP ladder (E4) ${standing(flops)}`);
  else if (!isSmall(compute))
    clauses.push(`whether arithmetic explains ${regimeShare} of the time is within the noise`);
  if (memoryExcluded) return clauses;
  if (!isSupported(dilution)) clauses.push(`dilution (E6) ${standing(dilution)}`);
  if (!isSupported(roof)) clauses.push(`the roof (E1) ${standing(roof)}`);
  const refuted = LADDERS.filter(({ of }) => isRefuted(of(evidence)));
  for (const { name } of refuted) clauses.push(`${name} refutes bandwidth`);
  if (refuted.length === 0 && ![bytes, batches].some(isSupported)) {
    clauses.push(`the byte ladder (E3) ${standing(bytes)} and the batch ladder (E5) ${standing(batches)}`);
  }
  return clauses;
}

const LADDERS: readonly { readonly name: string; readonly of: (evidence: Evidence) => Finding }[] = [
  { name: 'the byte ladder (E3)', of: ({ bytes }) => bytes },
  { name: 'the FLOP ladder (E4)', of: ({ flops }) => flops },
  { name: 'the batch ladder (E5)', of: ({ batches }) => batches },
];

/** "was not measured", "is undecided". */
function standing({ status, value }: Finding): string {
  if (value === null) return 'was not measured';
  return status === 'undecided' ? 'is undecided' : `is ${status}`;
}

function isSupported({ status }: Finding): boolean {
  return status === 'supported';
}

function isRefuted({ status }: Finding): boolean {
  return status === 'refuted';
}

function isLarge(share: ShareEstimate | null): boolean {
  return share !== null && share.low >= regimeShare;
}

function isSmall(share: ShareEstimate | null): boolean {
  return share !== null && share.high < regimeShare;
}
