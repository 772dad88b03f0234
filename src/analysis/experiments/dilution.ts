import type { Finding } from '../../core/finding.ts';
import type { OkRecord } from '../../core/record.ts';
import { formatNumber } from '../../core/units.ts';
import { type Dilution, dilutionOf } from '../evidence/dilution-ratio.ts';
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

const FACTS = { id: 'E6', title: 'Dilution: time with half of the memory traffic', unit: 'ratio' };
const CONTROL = {
  id: 'E6-control',
  title: 'Dilution of the random gather, which must respond',
  unit: 'ratio',
};

const { e6SupportedRatio, e6RefutedRatio, e6ResidentRatio, e6ControlRatio } = THRESHOLDS;

/**
 * E6: the same kernel with half of its row blocks read from a small resident set. Where memory limits, half of the
 * traffic takes little more than half of the time; where it does not, nothing changes.
 * @param control the gather diluted the same way; unless it responds, E6 decides nothing
 * @param facts of the finding, where it is about another product than the judged one
 */
export function dilutionFinding(
  judged: OkRecord | null,
  records: readonly OkRecord[],
  control: Finding,
  facts: FindingFacts = FACTS,
): Finding {
  if (judged === null) return missingFinding(facts, 'there is no streamed GEMV to dilute');
  const half = dilutionOf(judged, records, 0.5);
  if (half === null) {
    return missingFinding(facts, `${judged.case.kernelId} was not run diluted in the same rounds as whole`);
  }
  const resident = dilutionOf(judged, records, 0);
  const evidence = [judged.address, half.diluted.address, ...(resident ? [resident.diluted.address] : [])];
  const predicted = `Predicted: T(½) ≤ ${e6SupportedRatio}·T(1) if memory limits; ${e6RefutedRatio} or more refutes.`;
  const residentSeen = resident ? `, T(0) = ${formatNumber(resident.ratio.value)}·T(1)` : '';
  const measured = `Measured: T(½) = ${estimateText(half.ratio)}·T(1)${residentSeen}`;
  const conclude = (status: Finding['status'], text: string) =>
    finding(facts, status, half.ratio, { evidence, reason: `${predicted} ${measured}${text}` });
  if (isTooFew(half.ratio.count)) return conclude('undecided', `; ${tooFewText(half.ratio.count)}.`);
  if (control.status !== 'supported') {
    return conclude('undecided', '; the positive control did not respond, so this decides nothing.');
  }
  const status = statusOf(half.ratio);
  if (status === 'supported') return conclude(status, ': less memory traffic takes less time.');
  if (status === 'refuted') return conclude(status, ': memory traffic does not decide the time.');
  return conclude(status, `; ${undecidedText(half.ratio, resident)}.`);
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

function undecidedText(ratio: Estimate, resident: Dilution | null): string {
  const between = straddleText(ratio, `under ${e6SupportedRatio}`, `over ${e6RefutedRatio}`);
  if (resident === null || resident.ratio.value <= e6ResidentRatio) return between;
  return `${between}; reading the resident set alone is hardly faster than memory here`;
}
