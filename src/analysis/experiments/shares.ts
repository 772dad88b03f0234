import type { Ceiling } from '../../core/record/finding.ts';
import type { OkRecord } from '../../core/record/record.ts';
import type { Work } from '../../core/work.ts';
import { pairedRatio, pairedRatioValue, ratioOfMedians, ratioOfMediansValue } from '../../stats/paired.ts';
import { ceilingRecord } from '../ceilings/ceilings.ts';
import type { DispatchCost } from '../evidence/dispatch-cost.ts';
import { type Estimate, finiteEstimate, scaled } from '../evidence/estimate.ts';
import { THRESHOLDS } from '../evidence/thresholds.ts';
import { plainRecords } from '../evidence/usable.ts';

/** Share of a case's time that a resource explains, and where it comes from. */
export interface ShareEstimate extends Estimate {
  /** Probe and case ran in common rounds at the same amount per dispatch. */
  readonly paired: boolean;
  /** Pairs, or samples of the smaller side. */
  readonly count: number;
  readonly evidence: readonly string[];
}

interface Resource {
  readonly id: 'read' | 'fma';
  readonly amountOf: (work: Work) => number;
}

const MEMORY: Resource = { id: 'read', amountOf: work => work.compulsoryBytes };
const ARITHMETIC: Resource = { id: 'fma', amountOf: work => work.usefulFlops };

/**
 * b = (compulsory bytes ÷ read rate) ÷ T. The read rate is that of a probe of the same bytes per dispatch, where there
 * is one; else the read ceiling of the run.
 */
export function bandwidthShare(
  judged: OkRecord,
  records: readonly OkRecord[],
  ceilings: readonly Ceiling[],
): ShareEstimate | null {
  return resourceShare(judged, records, ceilings, MEMORY);
}

/** c = (useful FLOPs ÷ FMA rate) ÷ T. */
export function computeShare(
  judged: OkRecord,
  records: readonly OkRecord[],
  ceilings: readonly Ceiling[],
): ShareEstimate | null {
  return resourceShare(judged, records, ceilings, ARITHMETIC);
}

/** d = t0 of its dispatches ÷ T, both by the clock of the judged record. */
export function dispatchShare(judged: OkRecord, cost: DispatchCost | null): ShareEstimate | null {
  if (cost === null || cost.timerId !== judged.timerId) return null;
  const { medianNs, lowNs, highNs } = judged.summary;
  // A matrix larger than a binding takes several.
  const { value, low, high } = scaled(cost.t0, judged.stageCount ?? 1);
  const estimate = finiteEstimate({ value: value / medianNs, low: low / highNs, high: high / lowNs });
  return (
    estimate && {
      ...estimate,
      paired: false,
      count: judged.samples.length,
      evidence: [...new Set([judged.address, ...cost.evidence])],
    }
  );
}

function resourceShare(
  judged: OkRecord,
  records: readonly OkRecord[],
  ceilings: readonly Ceiling[],
  resource: Resource,
): ShareEstimate | null {
  const best = besideProbe(judged, records, ceilings, resource, {
    paired: pairedRatio,
    ofMedians: ratioOfMedians,
  });
  if (best === null) return null;
  const { probe, ratio } = best;
  const share = finiteEstimate(scaled(ratio, resource.amountOf(judged.work) / resource.amountOf(probe.work)));
  return (
    share && { ...share, paired: ratio.paired, count: ratio.count, evidence: [judged.address, probe.address] }
  );
}

/**
 * The value of bandwidthShare or computeShare alone, without the draws that its interval takes: what tables show of every
 * case, so that one case has one share everywhere.
 */
export function shareValue(
  id: Resource['id'],
  judged: OkRecord,
  records: readonly OkRecord[],
  ceilings: readonly Ceiling[],
): number | null {
  const resource = id === 'read' ? MEMORY : ARITHMETIC;
  const amount = resource.amountOf(judged.work);
  if (!(amount > 0)) return null;
  const best = besideProbe(judged, records, ceilings, resource, {
    paired: pairedRatioValue,
    ofMedians: ratioOfMediansValue,
  });
  return best && best.ratio * (amount / resource.amountOf(best.probe.work));
}

/** How the times of probe and case are compared: in common rounds, and where there are none. */
interface Comparison<R> {
  paired(probe: OkRecord, judged: OkRecord): R | null;
  ofMedians(probe: OkRecord, judged: OkRecord): R | null;
}

interface Compared<R> {
  readonly probe: OkRecord;
  /** Time of the probe ÷ time of the case. */
  readonly ratio: R;
}

function besideProbe<R>(
  judged: OkRecord,
  records: readonly OkRecord[],
  ceilings: readonly Ceiling[],
  resource: Resource,
  comparison: Comparison<R>,
): Compared<R> | null {
  const same = besideSameAmount(judged, records, resource, comparison);
  if (same) return same;
  const ceiling = ceilings.find(({ id }) => id === resource.id);
  return compared((ceiling && ceilingRecord(ceiling, records)) ?? null, judged, comparison.ofMedians);
}

/**
 * Against the probes of the same amount per dispatch: the fastest explains the least time. One that shared the case's
 * rounds is preferred as long as it is about as fast; a slow probe would flatter the case.
 */
function besideSameAmount<R>(
  judged: OkRecord,
  records: readonly OkRecord[],
  resource: Resource,
  comparison: Comparison<R>,
): Compared<R> | null {
  const amount = resource.amountOf(judged.work);
  const probes = plainRecords(records)
    .filter(probe => probe.operation === resource.id && probe.timerId === judged.timerId)
    .filter(
      probe => probe.case.cache === judged.case.cache && isSameAmount(resource.amountOf(probe.work), amount),
    )
    .map(probe => ({ probe, nsPerUnit: probe.summary.medianNs / resource.amountOf(probe.work) }))
    .sort((a, b) => a.nsPerUnit - b.nsPerUnit);
  const limit = (probes[0]?.nsPerUnit ?? 0) / THRESHOLDS.ceilingNearBest;
  const near = probes.filter(({ nsPerUnit }) => nsPerUnit <= limit);
  for (const { probe } of near) {
    const found = compared(probe, judged, comparison.paired);
    if (found) return found;
  }
  return compared(probes[0]?.probe ?? null, judged, comparison.ofMedians);
}

function compared<R>(
  probe: OkRecord | null,
  judged: OkRecord,
  ratioOf: Comparison<R>['paired'],
): Compared<R> | null {
  const ratio = probe && ratioOf(probe, judged);
  return probe && ratio !== null ? { probe, ratio } : null;
}

function isSameAmount(a: number, b: number): boolean {
  return a > 0 && b > 0 && a <= b * THRESHOLDS.sameBytesFactor && b <= a * THRESHOLDS.sameBytesFactor;
}
