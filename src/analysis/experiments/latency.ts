import { IN_FLIGHT_TUNABLES } from '../../core/kernel.ts';
import type { Finding } from '../../core/record/finding.ts';
import type { OkRecord } from '../../core/record/record.ts';
import { pairedRatio, type RatioEstimate } from '../../stats/paired.ts';
import { beyondLaunch, takenOffText } from '../evidence/beyond-launch.ts';
import type { DispatchCost } from '../evidence/dispatch-cost.ts';
import { estimateText } from '../evidence/estimate.ts';
import { finding, isTooFew, missingFinding, tooFewText } from '../evidence/finding-of.ts';
import { THRESHOLDS } from '../evidence/thresholds.ts';
import { plainRecords, problemKey, tunablesKey } from '../evidence/usable.ts';

/** What a finding is about: of the judged product unless said. */
interface About {
  readonly id: string;
  /** Before the colon of its title. */
  readonly subject: string;
}

const JUDGED: About = { id: 'E8', subject: 'Latency' };

const { e8SupportedChange, e8RefutedHalf, e8RefutedTwice } = THRESHOLDS;

interface Variant {
  readonly record: OkRecord;
  /** T(half or twice) ÷ T, t0 taken off both where it is known. */
  readonly ratio: RatioEstimate;
}

/**
 * E8: the same bytes with half and twice the loads in flight. A memory that is kept busy takes the same time; one that is
 * waited for takes longer with fewer loads under way. Dilution cannot tell the two apart: residents answer sooner.
 */
export function latencyFinding(
  judged: OkRecord | null,
  records: readonly OkRecord[],
  cost: DispatchCost | null,
  { id, subject }: About = JUDGED,
): Finding {
  const factsFor = (loads: string) => ({
    id,
    title: `${subject}: time beyond launching with ${loads} the loads in flight`,
    unit: 'ratio',
  });
  const halfFacts = factsFor('half of');
  if (judged === null) return missingFinding(halfFacts, 'there is no streamed GEMV');
  const [half, twice] = variantsOf(judged, records, cost);
  const shown = half ?? twice;
  if (!shown)
    return missingFinding(
      halfFacts,
      `${judged.case.kernelId} was not run with more or fewer loads in flight`,
    );
  const evidence = [judged, half?.record, twice?.record].flatMap(record => record?.address ?? []);
  // Where only twice as many were measured.
  const facts = half ? halfFacts : factsFor('twice');
  const seen = [
    half && `T(½) = ${estimateText(half.ratio)}·T`,
    twice && `T(2) = ${estimateText(twice.ratio)}·T`,
  ]
    .filter(text => text)
    .join(', ');
  const predicted = `Predicted: T changes by at most ${e8SupportedChange} of itself if memory bandwidth limits; T(½) ≥ ${e8RefutedHalf}·T or T(2) ≤ ${e8RefutedTwice}·T refutes.`;
  const conclude = (status: Finding['status'], text: string) =>
    finding(facts, status, shown.ratio, {
      evidence,
      reason: `${predicted} Measured${takenOffText(cost)}, by loads in flight: ${seen}${text}`,
    });
  const variants = [half, twice].flatMap(variant => variant ?? []);
  const count = Math.min(...variants.map(({ ratio }) => ratio.count));
  if (isTooFew(count)) return conclude('undecided', `; ${tooFewText(count)}.`);
  if ((half && half.ratio.low >= e8RefutedHalf) || (twice && twice.ratio.high <= e8RefutedTwice))
    return conclude('refuted', ': the time is waiting, for latency, not for bandwidth.');
  const isLevel = ({ ratio }: Variant) =>
    ratio.low >= 1 - e8SupportedChange && ratio.high <= 1 + e8SupportedChange;
  if (variants.every(isLevel)) return conclude('supported', ': loads enough are in flight.');
  return conclude('undecided', '; between the two.');
}

/** The judged product in common rounds with itself at half and twice the tunable that says how many loads are in flight. */
function variantsOf(
  judged: OkRecord,
  records: readonly OkRecord[],
  cost: DispatchCost | null,
): readonly (Variant | null)[] {
  const { tunables } = judged.case;
  const name = IN_FLIGHT_TUNABLES.find(candidate => tunables[candidate] !== undefined);
  if (name === undefined) return [];
  const same = plainRecords(records).filter(record => isSameProduct(record, judged));
  return [0.5, 2].map(factor => {
    const wanted = tunablesKey({
      case: { ...judged.case, tunables: { ...tunables, [name]: factor * tunables[name]! } },
    });
    const record = same.find(candidate => tunablesKey(candidate) === wanted);
    const ratio = record && pairedRatio(record, judged);
    return record && ratio ? { record, ratio: beyondLaunch(ratio, record, judged, cost) } : null;
  });
}

function isSameProduct(a: OkRecord, b: OkRecord): boolean {
  return (
    a.case.kernelId === b.case.kernelId &&
    a.case.cache === b.case.cache &&
    a.timerId === b.timerId &&
    problemKey(a) === problemKey(b)
  );
}
