import { type AdapterFacts, SIMULATED_VENDOR } from '../../core/environment.ts';
import type { Finding, Share, Verdict } from '../../core/record/finding.ts';
import type { OkRecord } from '../../core/record/record.ts';
import { formatMemory, formatShare } from '../../core/units.ts';
import { launchNs } from '../evidence/beyond-launch.ts';
import type { DispatchCost } from '../evidence/dispatch-cost.ts';
import { type Estimate, NOT_MEASURED } from '../evidence/estimate.ts';
import { THRESHOLDS } from '../evidence/thresholds.ts';
import { isPassed } from '../experiments/passed-ceilings.ts';
import { costFor, type RunFacts } from './evidence.ts';
import { decideRegime, type RegimeDecision } from './regime.ts';
import type { Evidence } from './signs.ts';
import { type SizeRange, sizeRange } from './size-range.ts';

/**
 * What limits batch-1 inference here, in one sentence, with the range of sizes and batches over which it holds.
 */
export function verdictOf(
  judged: OkRecord | null,
  evidence: Evidence,
  facts: RunFacts,
  adapter: AdapterFacts,
): Verdict {
  const here = placeText(adapter);
  const shares = {
    bandwidth: plainShare(evidence.bandwidth),
    compute: plainShare(evidence.compute),
    dispatch: plainShare(evidence.dispatch),
  };
  if (judged === null) {
    return {
      regime: 'undecided',
      sentence: `${here}, what limits batch-1 inference was not measured.`,
      reason: 'No dense matrix–vector product over streamed weights was checked and timed.',
      judged: null,
      shares,
    };
  }
  const decision = decideRegime(evidence);
  return {
    regime: decision.regime,
    sentence: `${here}, ${claim(decision, judged, evidence, facts)}.`,
    reason: reasonOf(decision, judged, evidence, facts),
    judged: judged.address,
    shares,
  };
}

function placeText({ vendor, class: deviceClass }: AdapterFacts): string {
  if (vendor === SIMULATED_VENDOR) return 'On this simulated device';
  return deviceClass === 'software' ? 'On this software adapter (the CPU)' : 'On this GPU';
}

function claim(decision: RegimeDecision, judged: OkRecord, evidence: Evidence, facts: RunFacts): string {
  const size = `a matrix–vector product of ${bytesText(judged.work.compulsoryBytes)}`;
  switch (decision.regime) {
    case 'bandwidth': {
      const share = formatShare(evidence.bandwidth?.value ?? Number.NaN);
      const ranges = [streamRangeText(judged, facts), batchRangeText(facts)].filter(text => text !== '');
      return `batch-1 inference is bandwidth-bound${ranges.join(' and')}: reading the weights explains ${share} of the time of ${size}`;
    }
    case 'compute': {
      const share = formatShare(evidence.compute?.value ?? Number.NaN);
      const range = rangeText(sizeRange(judged, 'compute', facts));
      return `batch-1 inference is compute-bound ${range}: the multiply-adds explain ${share} of the time of ${size}`;
    }
    case 'dispatch': {
      const share = formatShare(evidence.dispatch?.value ?? Number.NaN);
      const range = rangeText(sizeRange(judged, 'dispatch', facts));
      return `batch-1 inference is dispatch-bound ${range}: launching takes ${share} of the time of ${size}`;
    }
    case 'none': {
      const range = rangeText(sizeRange(judged, 'none', facts));
      return `batch-1 inference is limited by none of bandwidth, arithmetic and dispatch ${range}; ${whatLimits(evidence)}`;
    }
    default:
      return decision.pointsToBandwidth
        ? `the evidence so far points to memory bandwidth for ${size}, but it is undecided: ${decision.missing.join('; ')}`
        : `what limits batch-1 inference is undecided for ${size}: ${decision.missing.join('; ')}`;
  }
}

/**
 * Smaller products than the judged one are claimed by T = t0 + bytes ÷ BW, with the BW that the judged one has beyond
 * launching: down to where dispatch takes bandwidthDispatchShare of the time. Without that t0, the judged size alone.
 */
function streamRangeText(judged: OkRecord, facts: RunFacts): string {
  const cost = costFor(facts, judged.timerId);
  const beyondNs = cost ? judged.summary.medianNs - launchNs(judged, cost) : 0;
  if (cost?.method !== 'intercept' || !(beyondNs > 0)) return '';
  const halfBytes = (cost.t0.high / beyondNs) * judged.work.compulsoryBytes;
  const least = halfBytes * (1 / THRESHOLDS.bandwidthDispatchShare - 1);
  return least < judged.work.compulsoryBytes ? ` from about ${bytesText(least)} of streamed weights up` : '';
}

/** Batches measured to take less than batchKneeRatio of the time of one vector. */
function batchRangeText({ batches }: RunFacts): string {
  const cheap = batches?.rungs.filter(({ ratio }) => ratio.high < THRESHOLDS.batchKneeRatio) ?? [];
  const most = cheap.at(-1)?.batch ?? 1;
  return most > 1 ? ` for batches of up to ${most} vectors` : '';
}

function whatLimits({ dilution: { status, value }, latency }: Evidence): string {
  const isLatency = latency.status === 'refuted';
  if (status !== 'refuted' || value === null) {
    const found = isLatency
      ? 'latency limits it: fewer loads in flight take longer'
      : 'latency or the kernel itself limit it';
    return `${found}, far below the memory ceiling`;
  }
  const rest = isLatency
    ? 'latency limits it, since the number of loads in flight decides'
    : 'load instructions, latency or the kernel itself limit it';
  return value >= THRESHOLDS.e6NoMatterRatio
    ? `memory speed does not matter: ${rest}`
    : `memory speed matters little (half of the traffic takes ${formatShare(value)} of the time beyond launching): ${rest}`;
}

function reasonOf(decision: RegimeDecision, judged: OkRecord, evidence: Evidence, facts: RunFacts): string {
  const shares = `Of the time of ${judged.case.kernelId}, memory bandwidth explains ${shareText(evidence.bandwidth)}, arithmetic ${shareText(evidence.compute)}, dispatch ${shareText(evidence.dispatch)}.`;
  return `${shares} ${whatElse(decision, evidence)}${smallSizesText(costFor(facts, judged.timerId))}`;
}

function smallSizesText(cost: DispatchCost | null): string {
  if (!cost?.halfBytes || !(cost.halfBytes.value > 0)) return '';
  const state = cost.cache === 'hot' ? ' of weights in cache' : '';
  return ` Under about ${bytesText(cost.halfBytes.value)}${state} dispatch takes over half of the time.`;
}

/** What would have changed the verdict, or what the findings say. */
function whatElse(decision: RegimeDecision, evidence: Evidence): string {
  const { roof, bytes, flops, batches, dilution, latency } = evidence;
  switch (decision.regime) {
    case 'bandwidth':
      return `Each of these could have refuted it: ${couldHaveRefuted(evidence)}.`;
    case 'compute':
      return `More arithmetic on the same bytes costs time at once (E4): ${flops.reason}`;
    case 'dispatch':
      return `A dispatch share under ${THRESHOLDS.regimeShare} would have refuted it.`;
    case 'none':
      return dilution.status === 'refuted'
        ? `Dilution (E6) refutes bandwidth: ${dilution.reason}`
        : `The roof (E1) refutes bandwidth: ${roof.reason}`;
    default:
      return `Roof (E1): ${roof.status}. Bytes (E3): ${bytes.status}. FLOPs (E4): ${flops.status}. Batch (E5): ${batches.status}. Dilution (E6): ${dilution.status}. Latency (E8): ${statusText(latency)}.`;
  }
}

/** Of the experiments that were measured. */
function couldHaveRefuted({ roof, bytes, flops, batches, dilution, latency }: Evidence): string {
  const named: readonly (readonly [string, Finding])[] = [
    ['the roof (E1', roof],
    ['bytes (E3', bytes],
    ['FLOPs (E4', flops],
    ['batch (E5', batches],
    ['dilution (E6', dilution],
    ['latency (E8', latency],
  ];
  return named
    .filter(([, { value }]) => value !== null)
    .map(([name, { status }]) => `${name}, ${status})`)
    .join(', ');
}

function statusText({ status, value }: Finding): string {
  return value === null ? 'not measured' : status;
}

function plainShare(share: Estimate | null): Share {
  return share === null ? NOT_MEASURED : { value: share.value, low: share.low, high: share.high };
}

function shareText(share: Estimate | null): string {
  if (share === null) return 'an unmeasured part';
  return isPassed(share)
    ? 'an unknown part (its probe is slower, and so is no ceiling)'
    : formatShare(share.value);
}

function rangeText({ lowBytes, highBytes }: SizeRange): string {
  return lowBytes === highBytes
    ? `at ${bytesText(highBytes)}, the one size judged`
    : `from ${bytesText(lowBytes)} to ${bytesText(highBytes)}`;
}

function bytesText(bytes: number): string {
  return formatMemory(Math.round(bytes));
}
