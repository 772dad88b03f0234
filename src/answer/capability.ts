import type { Estimate } from '../analysis/evidence/estimate.ts';
import { finiteEstimate } from '../analysis/evidence/estimate.ts';
import { THRESHOLDS } from '../analysis/evidence/thresholds.ts';
import { usableRecords } from '../analysis/evidence/usable.ts';
import { clocksAgree } from '../core/environment.ts';
import type { Ceiling, CeilingKind } from '../core/record/finding.ts';
import type { OkRecord } from '../core/record/record.ts';
import { perSecond } from '../core/units.ts';
import { medianEstimate } from '../stats/bootstrap.ts';
import { perDispatchNs } from '../stats/per-dispatch.ts';
import { type AnswerInput, judgedRecord } from './input.ts';
import { capitalised, estimateOf, percentText, rateText } from './words.ts';

/** What the device does. Rates are null, all of them, where its clocks disagree. */
export interface Capability {
  /** False: the clocks disagree, so that no absolute figure is sure. */
  readonly absolute: boolean;
  /** The read ceiling, B/s, what it is a ceiling of, and the address of a product that passes it. */
  readonly read: (Estimate & { readonly kind: CeilingKind; readonly passedBy: string | null }) | null;
  /** Whether no product can read faster: a memory ceiling that the best kernel does not pass, and not all launching. */
  readonly isCeiling: boolean;
  /** b of the judged product, paired in its rounds. */
  readonly bestShare: Estimate | null;
  /** B/s of the judged product. */
  readonly bestRate: Estimate | null;
  /** FLOP/s in f32. */
  readonly arithmetic: Estimate | null;
  /** Reading at the start and at the end of the session, B/s, where they differ. */
  readonly slowing: { readonly burst: Estimate; readonly sustained: Estimate } | null;
}

/** Burst and sustained rate are told apart from this ratio on … */
const SLOWING = 1.05;
/** … and over a session at least this long: phones take tens of seconds to slow down. */
const LEAST_SPAN_MS = 10_000;
const LEAST_SAMPLES = 15;

export function capabilityOf(input: AnswerInput): Capability {
  const absolute = clocksAgree(input.environment.clock);
  const read = ceilingAt(input, 'read');
  const bestShare = estimateOf(input.verdict.shares.bandwidth);
  const isPassed = bestShare === null || bestShare.value > THRESHOLDS.e1NoCeilingShare;
  const isMemory = read?.kind === 'memory' && read.passedBy === undefined;
  const isCeiling = isMemory && !isPassed && input.verdict.regime !== 'dispatch';
  const judged = judgedRecord(input);
  return {
    absolute,
    read: absolute && read ? { ...numbersOf(read), kind: read.kind, passedBy: read.passedBy ?? null } : null,
    isCeiling,
    bestShare,
    bestRate: absolute && judged ? rateOf(judged, judged.summary) : null,
    arithmetic: absolute ? numbersOf(ceilingAt(input, 'fma')) : null,
    slowing: absolute && read ? slowingOf(input, read) : null,
  };
}

function ceilingAt({ ceilings }: AnswerInput, id: Ceiling['id']): Ceiling | null {
  return ceilings.find(ceiling => ceiling.id === id && ceiling.value > 0) ?? null;
}

function numbersOf(ceiling: Ceiling): Estimate;
function numbersOf(ceiling: Ceiling | null): Estimate | null;
function numbersOf(ceiling: Ceiling | null): Estimate | null {
  return ceiling && { value: ceiling.value, low: ceiling.low, high: ceiling.high };
}

function rateOf(
  { work }: OkRecord,
  { medianNs, lowNs, highNs }: { readonly medianNs: number; readonly lowNs: number; readonly highNs: number },
): Estimate | null {
  return finiteEstimate({
    value: perSecond(work.compulsoryBytes, medianNs),
    low: perSecond(work.compulsoryBytes, highNs),
    high: perSecond(work.compulsoryBytes, lowNs),
  });
}

/** The first third of the ceiling's own samples against the last: apart by more than SLOWING, and by their intervals. */
function slowingOf(input: AnswerInput, read: Ceiling): Capability['slowing'] {
  const record = usableRecords(input.records).find(({ address }) => address === read.evidence[0]);
  if (record?.sampleOrder !== 'measured' || record.samples.length < LEAST_SAMPLES) return null;
  const samples = [...record.samples].sort((a, b) => a.startedAtMs - b.startedAtMs);
  if (samples.at(-1)!.startedAtMs - samples[0]!.startedAtMs < LEAST_SPAN_MS) return null;
  const third = Math.floor(samples.length / 3);
  const [burst, sustained] = [samples.slice(0, third), samples.slice(-third)].map(part => {
    const times = perDispatchNs(part, record.timerId).map(({ ns }) => ns);
    const { value, low, high } = medianEstimate(times, {});
    // A resampled median may fall under zero, which no time does.
    return rateOf(record, { medianNs: value, lowNs: Math.max(0, low), highNs: high });
  });
  if (!burst || !sustained) return null;
  return burst.value > SLOWING * sustained.value && burst.low > sustained.high ? { burst, sustained } : null;
}

const KINDS: Readonly<Record<Exclude<CeilingKind, 'memory'>, string>> = {
  mixed: 'limited by memory only in part',
  'instruction-limited': 'limited by instructions, not by memory',
  unknown: 'and whether memory limits it is unknown',
};

/** @param here "this GPU" */
export function capabilityText(capability: Capability, here: string): string {
  const { absolute, arithmetic, slowing } = capability;
  if (!absolute)
    return `${shareText(capability)}The two clocks of this run disagree, so it has no absolute figures.`;
  const slow =
    slowing &&
    ` Reading slows from ${rateText(slowing.burst, 'B/s')} to ${rateText(slowing.sustained, 'B/s')}.`;
  const calculates = arithmetic && ` It calculates ${rateText(arithmetic, 'FLOP/s')}.`;
  return `${readingText(capability, here)}${slow ?? ''}${calculates ?? ''}`;
}

function shareText({ bestShare }: Capability): string {
  return bestShare === null
    ? ''
    : `The best kernel uses ${percentText(bestShare)} of what the read test reaches. `;
}

function readingText({ read, isCeiling, bestShare, bestRate }: Capability, here: string): string {
  const kernel = bestRate && `the best kernel reads ${rateText(bestRate, 'B/s')}`;
  if (read === null) {
    return kernel
      ? `${capitalised(kernel)}; what can be read at most was not measured.`
      : `How fast ${here} reads was not measured.`;
  }
  const rate = rateText(read, 'B/s');
  if (isCeiling && bestShare !== null) {
    return `${capitalised(here)} reads ${rate} from memory; the best kernel uses ${percentText(bestShare)} of it.`;
  }
  const kind = read.kind === 'memory' ? ' from memory' : `, ${KINDS[read.kind]}`;
  const reads = `The read test reaches ${rate}${kind}`;
  if (!kernel || bestShare === null) return `${reads}.`;
  if (bestShare.value > THRESHOLDS.e1NoCeilingShare) {
    // Rates are of medians, the share is paired: in an unsteady run one may say more than the other.
    return bestRate.value > read.value
      ? `${reads}; ${kernel.replace('reads', 'passes it with')}.`
      : `${reads}; ${kernel}, ${percentText(bestShare)} of it in common rounds.`;
  }
  const passing = read.passedBy?.split('@', 1)[0];
  return `${reads}; ${passing === undefined ? '' : `${passing} passes it in another case, and `}${kernel}.`;
}
