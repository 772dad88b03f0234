import type { Ceiling } from '../../core/record/finding.ts';
import type { OkRecord } from '../../core/record/record.ts';
import type { Work } from '../../core/work.ts';
import { pairedRatio, type RatioEstimate, ratioOfMedians } from '../../stats/paired.ts';
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

/**
 * b = (compulsory bytes ÷ read rate) ÷ T. The read rate is that of a probe of the same bytes per dispatch, where there
 * is one; else the read ceiling of the run.
 */
export function bandwidthShare(
  judged: OkRecord,
  records: readonly OkRecord[],
  ceilings: readonly Ceiling[],
): ShareEstimate | null {
  return resourceShare(judged, records, ceilings, { id: 'read', amountOf: work => work.compulsoryBytes });
}

/** c = (useful FLOPs ÷ FMA rate) ÷ T. */
export function computeShare(
  judged: OkRecord,
  records: readonly OkRecord[],
  ceilings: readonly Ceiling[],
): ShareEstimate | null {
  return resourceShare(judged, records, ceilings, { id: 'fma', amountOf: work => work.usefulFlops });
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

interface Resource {
  readonly id: 'read' | 'fma';
  readonly amountOf: (work: Work) => number;
}

function resourceShare(
  judged: OkRecord,
  records: readonly OkRecord[],
  ceilings: readonly Ceiling[],
  resource: Resource,
): ShareEstimate | null {
  return sameAmountShare(judged, records, resource) ?? ceilingShare(judged, records, ceilings, resource);
}

/**
 * Against the probes of the same amount per dispatch: the fastest explains the least time. One that shared the case's
 * rounds is preferred as long as it is about as fast; a slow probe would flatter the case.
 */
function sameAmountShare(
  judged: OkRecord,
  records: readonly OkRecord[],
  resource: Resource,
): ShareEstimate | null {
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
    const share = shareFrom(probe, pairedRatio(probe, judged), judged, resource);
    if (share) return share;
  }
  const best = probes[0]?.probe;
  return best ? shareFrom(best, ratioOfMedians(best, judged), judged, resource) : null;
}

function ceilingShare(
  judged: OkRecord,
  records: readonly OkRecord[],
  ceilings: readonly Ceiling[],
  resource: Resource,
): ShareEstimate | null {
  const ceiling = ceilings.find(({ id }) => id === resource.id);
  const probe = ceiling && ceilingRecord(ceiling, records);
  return probe ? shareFrom(probe, ratioOfMedians(probe, judged), judged, resource) : null;
}

function shareFrom(
  probe: OkRecord,
  ratio: RatioEstimate | null,
  judged: OkRecord,
  resource: Resource,
): ShareEstimate | null {
  if (ratio === null) return null;
  const share = finiteEstimate(scaled(ratio, resource.amountOf(judged.work) / resource.amountOf(probe.work)));
  return (
    share && { ...share, paired: ratio.paired, count: ratio.count, evidence: [judged.address, probe.address] }
  );
}

function isSameAmount(a: number, b: number): boolean {
  return a > 0 && b > 0 && a <= b * THRESHOLDS.sameBytesFactor && b <= a * THRESHOLDS.sameBytesFactor;
}
