import type { Ceiling, CeilingId, CeilingPoint } from '../../core/record/finding.ts';
import type { BenchRecord, OkRecord } from '../../core/record/record.ts';
import { perSecond } from '../../core/units.ts';
import { costOf, type DispatchCosts, dispatchCosts } from '../evidence/dispatch-cost.ts';
import type { Estimate } from '../evidence/estimate.ts';
import { THRESHOLDS } from '../evidence/thresholds.ts';
import { fastest, groupBy, plainRecords, usableRecords } from '../evidence/usable.ts';
import { KIND_BY_CURVE, kindByCurve, kindByDilution } from './ceiling-kind.ts';

const UNITS = {
  read: 'B/s',
  write: 'B/s',
  copy: 'B/s',
  gather: 'B/s',
  fma: 'FLOP/s',
  'fma-f16': 'FLOP/s',
  'dot-i8': 'OP/s',
  dispatch: 'ns',
} as const satisfies Readonly<Record<CeilingId, Ceiling['unit']>>;
const CEILING_IDS = Object.keys(UNITS) as readonly CeilingId[];

/**
 * What the probes of this run reached: for each resource the best median over launch shapes and sizes, `stream` where
 * there is any. Rates are compulsory bytes, for fma useful FLOPs, over the median time; dispatch is a time in ns.
 * Resources that were not measured have no ceiling.
 */
export function findCeilings(records: readonly BenchRecord[]): readonly Ceiling[] {
  const usable = usableRecords(records);
  const costs = dispatchCosts(usable);
  return CEILING_IDS.flatMap(id => {
    const ceiling = findCeiling(id, usable, costs);
    return ceiling === null ? [] : [ceiling];
  });
}

/** The record that set a ceiling; its address comes first in `evidence`. */
export function ceilingRecord(ceiling: Ceiling, records: readonly OkRecord[]): OkRecord | null {
  return records.find(record => record.address === ceiling.evidence[0]) ?? null;
}

function findCeiling(id: CeilingId, usable: readonly OkRecord[], costs: DispatchCosts): Ceiling | null {
  const probes = plainRecords(usable).filter(record => record.operation === id);
  const candidates = beyondCaches(probes);
  const best = bestOf(id, candidates);
  if (best === null) return null;
  const curve = UNITS[id] === 'B/s' ? curveOf(id, probes) : [];
  const { kind, evidence } = KIND_BY_CURVE.includes(id)
    ? kindByCurve(curve)
    : kindByDilution(nearBest(id, best, candidates), usable, costOf(costs, best));
  return {
    id,
    unit: UNITS[id],
    ...reachedBy(id, best),
    kind,
    evidence: [...new Set([best.address, ...evidence])],
    curve,
  };
}

/** Streamed cases; where a probe has none, those over its largest working set: smaller ones may lie in a cache. */
function beyondCaches(probes: readonly OkRecord[]): readonly OkRecord[] {
  const streamed = probes.filter(record => record.case.cache === 'stream');
  if (streamed.length > 0) return streamed;
  const largest = Math.max(...probes.map(workingSetBytes));
  return probes.filter(record => workingSetBytes(record) === largest);
}

/** Bytes that one execution goes through: a table, or what a probe reads and writes in one pass. */
function workingSetBytes({ operation, copies, case: { problem }, work }: OkRecord): number {
  if (operation === 'gather') return copies.workingSetBytes;
  return work.compulsoryBytes / Number(problem.params.passes ?? 1);
}

/** Launch shapes about as fast as the best one, fastest first: any of them may be diluted in its place. */
function nearBest(id: CeilingId, best: OkRecord, candidates: readonly OkRecord[]): readonly OkRecord[] {
  const limit = reachedBy(id, best).value * THRESHOLDS.ceilingNearBest;
  return candidates
    .filter(record => reachedBy(id, record).value >= limit)
    .sort((a, b) => reachedBy(id, b).value - reachedBy(id, a).value);
}

/** Over working sets, ascending: the best launch shape of the hot cases of each. */
function curveOf(id: CeilingId, probes: readonly OkRecord[]): readonly CeilingPoint[] {
  const hot = probes.filter(record => record.case.cache === 'hot');
  return [...groupBy(hot, record => String(workingSetBytes(record))).values()]
    .flatMap(records => {
      const best = bestOf(id, records);
      if (best === null) return [];
      return [{ workingSetBytes: workingSetBytes(best), ...reachedBy(id, best), address: best.address }];
    })
    .sort((a, b) => a.workingSetBytes - b.workingSetBytes);
}

function bestOf(id: CeilingId, probes: readonly OkRecord[]): OkRecord | null {
  if (id === 'dispatch') return fastest(probes);
  return probes.reduce<OkRecord | null>((best, record) => {
    const rate = reachedBy(id, record).value;
    return rate > 0 && (best === null || rate > reachedBy(id, best).value) ? record : best;
  }, null);
}

function reachedBy(id: CeilingId, { work, summary }: OkRecord): Estimate {
  const { medianNs, lowNs, highNs } = summary;
  if (id === 'dispatch') return { value: medianNs, low: lowNs, high: highNs };
  const amount = UNITS[id] === 'B/s' ? work.compulsoryBytes : work.usefulFlops;
  const value = perSecond(amount, medianNs);
  // An interval that reaches down to 0 ns has no finite rate at that end.
  return { value, low: perSecond(amount, highNs), high: lowNs > 0 ? perSecond(amount, lowNs) : value };
}
