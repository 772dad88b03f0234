import type { Finding, Regime } from '../../core/record/finding.ts';
import { formatDuration } from '../../core/units.ts';
import { isShort } from '../evidence/beyond-launch.ts';
import { THRESHOLDS } from '../evidence/thresholds.ts';
import type { ShareEstimate } from '../experiments/shares.ts';

/** What is known of one case. */
export interface Evidence {
  /** Too few rounds of the case for an interval: nothing is concluded. */
  readonly tooFewRounds: boolean;
  readonly bandwidth: ShareEstimate | null;
  readonly compute: ShareEstimate | null;
  readonly dispatch: ShareEstimate | null;
  /** Of the judged case; null where there is none. */
  readonly timeNs: number | null;
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
  /** E8. */
  readonly latency: Finding;
}

export interface RegimeDecision {
  readonly regime: Regime;
  /** For `undecided`: clauses naming what is missing or in the way. */
  readonly missing: readonly string[];
  /** Roof and dilution support bandwidth and nothing refutes it; only a ladder is missing. */
  readonly pointsToBandwidth: boolean;
}

const {
  regimeShare,
  bandwidthDispatchShare,
  bandwidthDilutionRatio,
  bandwidthLatencyRatio,
  leastLaunchTimes,
} = THRESHOLDS;

/**
 * The first line of METHOD §5 that fits. Where launching might take most of the time, its share being within the noise,
 * nothing is concluded; of a product too short for its launches nothing else than *dispatch* is. Where arithmetic might,
 * *none* is not, and *bandwidth* may be, by its own experiments.
 */
export function decideRegime(evidence: Evidence): RegimeDecision {
  const { compute, dispatch, roof, flops, dilution } = evidence;
  if (evidence.tooFewRounds) {
    const missing = [`it was measured in fewer than ${THRESHOLDS.fewValues} rounds`];
    return { regime: 'undecided', missing, pointsToBandwidth: false };
  }
  if (isLarge(dispatch)) return concluded('dispatch');
  if (isSmall(dispatch) && !isShortProduct(evidence)) {
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

/** Little dispatch, E1 and E6 supported, E3 or E5 supported, none of E1, E3–E6 and E8 refuted, E6 and E8 clearly so. */
function supportsBandwidth(evidence: Evidence): boolean {
  return (
    isUnder(evidence.dispatch, bandwidthDispatchShare) &&
    pointsToBandwidth(evidence) &&
    isClear(evidence) &&
    [evidence.bytes, evidence.batches].some(isSupported)
  );
}

/** Nothing shares in the limit so much that memory would be left with less than makes a regime. */
function isClear({ dilution, latency }: Evidence): boolean {
  return isAtMost(dilution, bandwidthDilutionRatio) && isAtMost(latency, bandwidthLatencyRatio);
}

/** What was not measured is not in the way; what has to be measured must be supported besides. */
function isAtMost({ high }: Finding, limit: number): boolean {
  return high === null || high <= limit;
}

function pointsToBandwidth({ roof, bytes, flops, batches, dilution, latency }: Evidence): boolean {
  return [roof, dilution].every(isSupported) && ![bytes, flops, batches, latency].some(isRefuted);
}

function concluded(regime: Regime): RegimeDecision {
  return { regime, missing: [], pointsToBandwidth: false };
}

function missingClauses(evidence: Evidence): readonly string[] {
  const launching = launchClauses(evidence);
  const arithmetic = arithmeticClauses(evidence);
  const memoryExcluded = [evidence.roof, evidence.dilution].some(isRefuted);
  return [...launching, ...arithmetic, ...(memoryExcluded ? [] : memoryClauses(evidence))];
}

function launchClauses(evidence: Evidence): readonly string[] {
  const { dispatch } = evidence;
  if (dispatch === null) return ['the dispatch cost on this clock was not measured'];
  const noise = (share: number) => [`whether dispatch takes ${share} of the time is within the noise`];
  if (!isSmall(dispatch)) return noise(regimeShare);
  if (isShortProduct(evidence)) return [shortText(evidence)];
  return isUnder(dispatch, bandwidthDispatchShare) ? [] : noise(bandwidthDispatchShare);
}

function arithmeticClauses({ compute, flops }: Evidence): readonly string[] {
  if (compute === null) return ['there is no FMA ceiling'];
  if (isLarge(compute))
    return [`arithmetic explains most of the time, but the FLOP ladder (E4) ${standing(flops)}`];
  return isSmall(compute)
    ? []
    : [`whether arithmetic explains ${regimeShare} of the time is within the noise`];
}

function memoryClauses(evidence: Evidence): readonly string[] {
  const { roof, bytes, batches, dilution, latency } = evidence;
  const clauses: string[] = [];
  if (!isSupported(dilution)) clauses.push(`dilution (E6) ${standing(dilution)}`);
  else if (!isAtMost(dilution, bandwidthDilutionRatio))
    clauses.push(
      `dilution (E6) is supported, but not so clearly as to exclude other limits (T(½) ≤ ${bandwidthDilutionRatio}·T(1))`,
    );
  if (!isSupported(roof)) clauses.push(`the roof (E1) ${standing(roof)}`);
  if (!isRefuted(latency) && !isAtMost(latency, bandwidthLatencyRatio))
    clauses.push(`latency (E8) may share in the limit (T(½) ≤ ${bandwidthLatencyRatio}·T would exclude it)`);
  const refuted = OTHERS.filter(({ of }) => isRefuted(of(evidence)));
  for (const { name } of refuted) clauses.push(`${name} refutes bandwidth`);
  if (refuted.length === 0 && ![bytes, batches].some(isSupported)) {
    clauses.push(`the byte ladder (E3) ${standing(bytes)} and the batch ladder (E5) ${standing(batches)}`);
  }
  return clauses;
}

const OTHERS: readonly { readonly name: string; readonly of: (evidence: Evidence) => Finding }[] = [
  { name: 'the byte ladder (E3)', of: ({ bytes }) => bytes },
  { name: 'the FLOP ladder (E4)', of: ({ flops }) => flops },
  { name: 'the batch ladder (E5)', of: ({ batches }) => batches },
  { name: 'latency (E8)', of: ({ latency }) => latency },
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
  return isUnder(share, regimeShare);
}

function isUnder(share: ShareEstimate | null, limit: number): boolean {
  return share !== null && share.high < limit;
}

/** Shorter than leastLaunchTimes of its launches: too much of every time is launching to tell what the rest waits for. */
function isShortProduct({ dispatch, timeNs }: Evidence): boolean {
  return dispatch !== null && timeNs !== null && isShort(timeNs, dispatch.value * timeNs);
}

function shortText({ dispatch, timeNs }: Evidence): string {
  const [taken, launched] = [timeNs ?? 0, (dispatch?.value ?? 0) * (timeNs ?? 0)];
  return `it takes ${formatDuration(taken)}, under ${leastLaunchTimes} times the ${formatDuration(launched)} of launching it, so that only dispatch could be concluded`;
}
