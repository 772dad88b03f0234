import type { Ceiling } from '../../core/record/finding.ts';
import type { OkRecord } from '../../core/record/record.ts';
import { perSecond } from '../../core/units.ts';
import { type RatioEstimate, timeRatio } from '../../stats/paired.ts';
import { ridgePoint } from '../ceilings/roofline.ts';
import { fastest, groupBy, plainRecords } from '../evidence/usable.ts';

/** One rung of the FLOP ladder (E4): the same bytes with this many multiply-adds on each word. */
export interface FlopRung {
  readonly record: OkRecord;
  readonly multiplyAdds: number;
  /** T ÷ T(1); null for the first rung, which is 1. */
  readonly ratio: RatioEstimate | null;
}

export interface FlopLadder {
  /** Ascending; the first has one multiply-add. */
  readonly rungs: readonly FlopRung[];
  /** Multiply-adds a word at which arithmetic takes as long as reading; null without both ceilings. */
  readonly knee: number | null;
  /** Top rung's FLOP/s ÷ FMA ceiling; null without the ceiling. */
  readonly topShare: number | null;
}

/** The ladder over the most bytes that has a first rung and another; null where there is none. */
export function flopLadder(records: readonly OkRecord[], ceilings: readonly Ceiling[]): FlopLadder | null {
  const probes = plainRecords(records).filter(record => record.operation === 'ladder');
  const bySize = [
    ...groupBy(probes, record => `${record.problem.nnz} ${record.case.cache} ${record.timerId}`).values(),
  ]
    .map(ladderRungs)
    .filter(rungs => rungs.length > 1)
    .sort((a, b) => b[0]!.record.work.compulsoryBytes - a[0]!.record.work.compulsoryBytes);
  const rungs = bySize[0];
  if (!rungs) return null;
  const { work } = rungs[0]!.record;
  const ridge = ridgePoint(ceilings);
  const top = rungs.at(-1)!.record;
  const fma = ceilings.find(({ id }) => id === 'fma')?.value ?? 0;
  return {
    rungs,
    knee: ridge === null ? null : (ridge * work.compulsoryBytes) / work.usefulFlops,
    topShare: fma > 0 ? perSecond(top.work.usefulFlops, top.summary.medianNs) / fma : null,
  };
}

function ladderRungs(probes: readonly OkRecord[]): readonly FlopRung[] {
  const byCount = [...groupBy(probes, record => String(multiplyAddsOf(record))).values()].flatMap(
    same => fastest(same) ?? [],
  );
  const first = byCount.find(record => multiplyAddsOf(record) === 1);
  if (!first) return [];
  return byCount
    .flatMap((record): FlopRung[] => {
      const multiplyAdds = multiplyAddsOf(record);
      if (record === first) return [{ record, multiplyAdds, ratio: null }];
      const ratio = timeRatio(record, first);
      return ratio && multiplyAdds > 1 ? [{ record, multiplyAdds, ratio }] : [];
    })
    .sort((a, b) => a.multiplyAdds - b.multiplyAdds);
}

function multiplyAddsOf(record: OkRecord): number {
  return Number(record.case.problem.params.multiplyAdds);
}
