import type { Finding } from '../../core/record/finding.ts';
import type { OkRecord } from '../../core/record/record.ts';
import { formatDuration, formatMemory, formatNumber, perSecond } from '../../core/units.ts';
import { beyondLaunch, isLaunchKnown, launchNs, takenOffText } from '../evidence/beyond-launch.ts';
import { cacheBytesPerSecond } from '../evidence/cache-rate.ts';
import { type Dilution, dilutionOf } from '../evidence/dilution-ratio.ts';
import type { DispatchCost } from '../evidence/dispatch-cost.ts';
import { type Estimate, estimateText } from '../evidence/estimate.ts';
import {
  type FindingFacts,
  finding,
  isTooFew,
  judge,
  missingFinding,
  straddleText,
  tooFewText,
} from '../evidence/finding-of.ts';
import { THRESHOLDS } from '../evidence/thresholds.ts';
import { plainRecords } from '../evidence/usable.ts';

const FACTS = {
  id: 'E6',
  title: 'Dilution: time beyond launching with half of the memory traffic',
  unit: 'ratio',
};
const CONTROL = {
  id: 'E6-control',
  title: 'Dilution of the random gather, which must respond',
  unit: 'ratio',
};

/** What else a dilution is judged by. */
export interface DilutionTerms {
  /** The gather diluted the same way; unless it responds, E6 decides nothing. */
  readonly control: Finding;
  /** By the clock that timed the product: t0 is the same at every share, and is taken off. */
  readonly cost: DispatchCost | null;
}

const { e6CacheTimes, e6SupportedRatio, e6RefutedRatio, e6ResidentRatio, e6ControlRatio } = THRESHOLDS;

/**
 * E6: the same kernel with half of its row blocks read from a small resident set. Where memory limits, half of the
 * traffic takes little more than half of the time; where it does not, nothing changes.
 * @param facts of the finding, where it is about another product than the judged one
 */
export function dilutionFinding(
  judged: OkRecord | null,
  records: readonly OkRecord[],
  { control, cost }: DilutionTerms,
  facts: FindingFacts = FACTS,
): Finding {
  if (judged === null) return missingFinding(facts, 'there is no streamed GEMV to dilute');
  const half = dilutionOf(judged, records, 0.5);
  if (half === null) {
    return missingFinding(facts, `${judged.case.kernelId} was not run diluted in the same rounds as whole`);
  }
  const resident = dilutionOf(judged, records, 0);
  const ratio = beyondLaunch(half.ratio, half.diluted, judged, cost);
  const residentRatio = resident && beyondLaunch(resident.ratio, resident.diluted, judged, cost).value;
  const evidence = [judged.address, half.diluted.address, ...(resident ? [resident.diluted.address] : [])];
  const predicted = `Predicted: T(½) ≤ ${e6SupportedRatio}·T(1) if memory limits; ${e6RefutedRatio} or more refutes.`;
  const { residentBytes } = half.diluted.case;
  const set = residentBytes === undefined ? '' : ` with ${formatMemory(residentBytes)} resident`;
  const residentSeen = residentRatio === null ? '' : `, T(0) = ${formatNumber(residentRatio)}·T(1)${set}`;
  const measured = `Measured${takenOffText(cost)}: T(½) = ${estimateText(ratio)}·T(1)${residentSeen}`;
  const conclude = (status: Finding['status'], text: string) =>
    finding(facts, status, ratio, { evidence, reason: `${predicted} ${measured}${text}` });
  if (isTooFew(ratio.count)) return conclude('undecided', `; ${tooFewText(ratio.count)}.`);
  if (control.status !== 'supported') {
    return conclude('undecided', '; the positive control did not respond, so this decides nothing.');
  }
  const status = statusOf(ratio);
  if (status === 'supported') return conclude(status, ': less memory traffic takes less time.');
  if (status === 'refuted' && !isLaunchKnown(judged, cost))
    return conclude('undecided', `; ${launchText(judged, cost)}.`);
  if (status === 'refuted' && !isCacheFaster(judged, records))
    return conclude('undecided', `; ${noCacheText()}.`);
  if (status === 'refuted') return conclude(status, ': memory traffic does not decide the time.');
  return conclude(status, `; ${undecidedText(ratio, residentRatio)}.`);
}

/** Positive control: random lines are limited by memory everywhere, so taking half of them away must show. */
export function dilutionControl(records: readonly OkRecord[]): Finding {
  const dilution = controlDilution(records);
  if (dilution === null)
    return missingFinding(CONTROL, 'no random gather was run diluted in the same rounds');
  const status = judge(dilution.ratio, {
    supports: ({ high }) => high < e6ControlRatio,
    refutes: ({ low }) => low >= e6ControlRatio,
  });
  const required = `Required: T(½) < ${e6ControlRatio}·T(1). Measured: T(½) = ${estimateText(dilution.ratio)}·T(1)`;
  const evidence = [dilution.whole.address, dilution.diluted.address];
  if (isTooFew(dilution.ratio.count)) {
    const reason = `${required}; ${tooFewText(dilution.ratio.count)}.`;
    return finding(CONTROL, 'undecided', dilution.ratio, { evidence, reason });
  }
  const verdict = {
    supported: 'responds',
    refuted: 'does not respond',
    undecided: 'cannot be told to respond',
  };
  const reason = `${required}: the control ${verdict[status]}.`;
  return finding(CONTROL, status, dilution.ratio, { evidence, reason });
}

/** The diluted gather over the largest working set; chosen before looking at how it responds. */
function controlDilution(records: readonly OkRecord[]): Dilution | null {
  const gathers = plainRecords(records)
    .filter(record => record.operation === 'gather')
    .sort(
      (a, b) =>
        b.copies.workingSetBytes - a.copies.workingSetBytes || a.summary.medianNs - b.summary.medianNs,
    );
  for (const whole of gathers) {
    const dilution = dilutionOf(whole, records, 0.5);
    if (dilution !== null) return dilution;
  }
  return null;
}

function statusOf(ratio: Estimate): Finding['status'] {
  return judge(ratio, {
    supports: ({ high }) => high <= e6SupportedRatio,
    refutes: ({ low }) => low >= e6RefutedRatio,
  });
}

/** Why a ratio near 1 refutes nothing: launching may be all that stands behind it. */
function launchText(judged: OkRecord, cost: DispatchCost | null): string {
  return cost === null
    ? 'what launching takes of that is unknown, so it refutes nothing'
    : `launching takes at least ${formatDuration(launchNs(judged, cost))} of ${formatDuration(judged.summary.medianNs)}, by an empty dispatch, which misses ramp and tail, so it refutes nothing`;
}

/**
 * Where caches hand out bytes hardly faster than the product streams its own, sending it to them changes nothing whatever
 * limits it. Where that was not measured, the control stands for it.
 */
function isCacheFaster({ work, summary }: OkRecord, records: readonly OkRecord[]): boolean {
  const rate = cacheBytesPerSecond(records);
  return rate === null || rate >= e6CacheTimes * perSecond(work.compulsoryBytes, summary.medianNs);
}

function noCacheText(): string {
  return `no cache is seen to be read ${e6CacheTimes} times as fast as this product streams, so it refutes nothing`;
}

function undecidedText(ratio: Estimate, resident: number | null): string {
  const between = straddleText(ratio, `under ${e6SupportedRatio}`, `over ${e6RefutedRatio}`);
  if (resident === null || resident <= e6ResidentRatio) return between;
  return `${between}; reading the resident set alone is hardly faster than memory here`;
}
