import type { Ceiling, CeilingId, CeilingKind, CeilingPoint } from '../core/finding.ts';
import type { BenchRecord, OkRecord } from '../core/record.ts';
import { perSecond } from '../core/units.ts';
import { dilutionOf } from './dilution.ts';
import type { Estimate } from './estimate.ts';
import { isTooFew } from './finding-of.ts';
import { THRESHOLDS } from './thresholds.ts';
import { fastest, groupBy, plainRecords, usableRecords } from './usable.ts';

const CEILING_IDS: readonly CeilingId[] = ['read', 'write', 'copy', 'gather', 'fma', 'dispatch'];

/**
 * What the probes of this run reached: for each resource the best median over launch shapes and sizes, `stream` where
 * there is any. Rates are compulsory bytes, for fma useful FLOPs, over the median time; dispatch is a time in ns.
 * Resources that were not measured have no ceiling.
 */
export function findCeilings(records: readonly BenchRecord[]): readonly Ceiling[] {
  const usable = usableRecords(records);
  return CEILING_IDS.flatMap(id => {
    const ceiling = findCeiling(id, usable);
    return ceiling === null ? [] : [ceiling];
  });
}

/** The record that set a ceiling; its address comes first in `evidence`. */
export function ceilingRecord(ceiling: Ceiling, records: readonly OkRecord[]): OkRecord | null {
  return records.find(record => record.address === ceiling.evidence[0]) ?? null;
}

function findCeiling(id: CeilingId, usable: readonly OkRecord[]): Ceiling | null {
  const probes = plainRecords(usable).filter(record => record.operation === id);
  const streamed = probes.filter(record => record.cache === 'stream');
  const best = bestOf(id, streamed.length > 0 ? streamed : probes);
  if (best === null) return null;
  const { kind, evidence } =
    id === 'read' ? readKind(best, usable) : { kind: 'unknown' as const, evidence: [] };
  return {
    id,
    unit: id === 'dispatch' ? 'ns' : id === 'fma' ? 'FLOP/s' : 'B/s',
    ...reachedBy(id, best),
    kind,
    evidence: [...new Set([best.address, ...evidence])],
    curve: id === 'fma' || id === 'dispatch' ? [] : curveOf(id, probes),
  };
}

/** Over working sets, ascending: the best launch shape of the hot cases of each. */
function curveOf(id: CeilingId, probes: readonly OkRecord[]): readonly CeilingPoint[] {
  const hot = probes.filter(record => record.cache === 'hot');
  return [...groupBy(hot, record => String(record.copies.workingSetBytes)).values()]
    .flatMap(records => {
      const best = bestOf(id, records);
      if (best === null) return [];
      const { workingSetBytes } = best.copies;
      return [{ workingSetBytes, ...reachedBy(id, best), address: best.address }];
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
  const amount = id === 'fma' ? work.usefulFlops : work.compulsoryBytes;
  const value = perSecond(amount, medianNs);
  // An interval that reaches down to 0 ns has no finite rate at that end.
  return { value, low: perSecond(amount, highNs), high: lowNs > 0 ? perSecond(amount, lowNs) : value };
}

/**
 * What limits the best read probe, from its own dilution; where only a launch shape about as fast was diluted, from
 * that. Judged on the interval: a probe that straddles a threshold is mixed.
 */
function readKind(
  best: OkRecord,
  usable: readonly OkRecord[],
): { kind: CeilingKind; evidence: readonly string[] } {
  const limit = reachedBy('read', best).value * THRESHOLDS.ceilingNearBest;
  const candidates = plainRecords(usable)
    .filter(record => record.operation === 'read' && record.cache === best.cache)
    .filter(record => reachedBy('read', record).value >= limit)
    .sort((a, b) => reachedBy('read', b).value - reachedBy('read', a).value);
  for (const candidate of candidates) {
    const dilution = dilutionOf(candidate, usable, 0.5);
    if (dilution === null || isTooFew(dilution.ratio.count)) continue;
    const { ratio } = dilution;
    const evidence = [candidate.address, dilution.diluted.address];
    if (ratio.high < THRESHOLDS.ceilingMemoryRatio) return { kind: 'memory', evidence };
    if (ratio.low > THRESHOLDS.ceilingInstructionRatio) return { kind: 'instruction-limited', evidence };
    return { kind: 'mixed', evidence };
  }
  return { kind: 'unknown', evidence: [] };
}
