import type { Ceiling, Finding } from '../core/record/finding.ts';
import type { BenchRecord, OkRecord } from '../core/record/record.ts';
import { isModelId, shapeOf, type TransformerShape } from '../core/transformer.ts';
import { formatBytesPerSecond, formatCount, formatDuration, formatNumber, NS_PER_S } from '../core/units.ts';
import type { DispatchCost } from './evidence/dispatch-cost.ts';
import { type Estimate, estimateText, finiteEstimate } from './evidence/estimate.ts';
import { isTooFew, missingFinding, type FindingFacts as Titled, tooFewText } from './evidence/finding-of.ts';
import { fastest, groupBy, isWallVariant } from './evidence/usable.ts';
import { bandwidthShare } from './experiments/shares.ts';

export interface DecodeFacts {
  /** Usable ones. */
  readonly records: readonly OkRecord[];
  readonly ceilings: readonly Ceiling[];
  readonly costs: { readonly wall: DispatchCost | null };
}

/** The timed step of one model, and how often a token runs it. */
interface Step {
  readonly record: OkRecord;
  readonly shape: TransformerShape;
  /** Layers × slices. */
  readonly blocksPerToken: number;
}

/**
 * The decode step at each model's shape: `D/<model>` tokens/s, `D/<model>/roof` what reading the weights at the read
 * ceiling would allow, `D/<model>/dispatch` the share of the time that launching takes. Reported, not judged. A model that
 * was not timed has one finding, which says why. By wall clock where there is one, since dispatches cost the CPU time too.
 */
export function decodeFindings(records: readonly BenchRecord[], facts: DecodeFacts): readonly Finding[] {
  const steps = groupBy(
    records.filter(record => record.operation === 'decode' && isModelId(record.case.problem.params.model)),
    record => String(record.case.problem.params.model),
  );
  return [...steps].flatMap(([model, attempts]) => modelFindings(model, attempts, facts));
}

function modelFindings(
  model: string,
  attempts: readonly BenchRecord[],
  facts: DecodeFacts,
): readonly Finding[] {
  const shape = isModelId(model) ? shapeOf(model) : null;
  if (shape === null) return [];
  const titled = { id: `D/${model}`, title: `Decode step, ${shape.label}`, unit: 'tokens/s' };
  const addresses = new Set(attempts.map(({ address }) => address));
  const usable = facts.records.filter(({ address }) => addresses.has(address));
  const byWall = usable.filter(({ timerId }) => timerId === 'wall');
  const record = fastest(byWall.length > 0 ? byWall : usable);
  if (record === null) return [missingFinding(titled, whyNotTimed(attempts))];
  const step = { record, shape, blocksPerToken: shape.layers * shape.slices };
  const rate = tokensPerSecond(step);
  return [
    reported(titled, rate, { evidence: [record.address], reason: rateReason(step, rate) }),
    roofFinding(titled, step, rate, { ...facts, usable }),
    dispatchFinding(titled, step, facts.costs.wall),
  ];
}

/** A rate whose time may be 0 as far as the noise tells has no upper end. */
type OpenEstimate = Pick<Estimate, 'value' | 'low'> & { readonly high: number | null };

function reported(
  facts: Titled,
  { value, low, high }: OpenEstimate,
  rest: Pick<Finding, 'evidence' | 'reason'>,
): Finding {
  return { ...facts, status: 'undecided', value, low, high, ...rest };
}

function openText({ value, low, high }: OpenEstimate): string {
  return high === null
    ? `${formatNumber(value)} (over ${formatNumber(low)})`
    : estimateText({ value, low, high });
}

function whyNotTimed(attempts: readonly BenchRecord[]): string {
  for (const attempt of attempts) {
    if (attempt.status === 'skipped') return attempt.reason;
    if (attempt.status === 'failed') return `${attempt.stage} failed: ${attempt.message}`;
  }
  return 'its times lie under the resolution of the clock';
}

function tokensPerSecond({ record, blocksPerToken }: Step): OpenEstimate {
  const { medianNs, lowNs, highNs } = record.summary;
  const rate = (ns: number) => NS_PER_S / (blocksPerToken * ns);
  return { value: rate(medianNs), low: rate(highNs), high: lowNs > 0 ? rate(lowNs) : null };
}

function rateReason({ record, shape, blocksPerToken }: Step, rate: OpenEstimate): string {
  const { medianNs } = record.summary;
  const { rounds } = record.stop;
  const blocks =
    shape.slices === 1
      ? `${formatCount(blocksPerToken)} blocks`
      : `${formatCount(shape.layers)} layers of ${shape.slices} slices`;
  const clock = record.timerId === 'wall' ? 'wall' : 'GPU';
  const few = isTooFew(rounds) ? `; ${tooFewText(rounds)}` : '';
  return `Reported, not judged: ${openText(rate)} tokens/s = 1 ÷ (${blocks} × ${formatDuration(medianNs)}) by ${clock} clock, f32 weights, ${formatCount(contextOf(record))} cached positions, without embedding and output head${few}.`;
}

function contextOf(record: OkRecord): number {
  const { context } = record.case.problem.params;
  return typeof context === 'number' ? context : 0;
}

/** Weights, cache and vectors over the read ceiling of the run. */
function roofFinding(
  titled: Titled,
  { record, blocksPerToken }: Step,
  rate: OpenEstimate,
  { ceilings, records, usable }: DecodeFacts & { readonly usable: readonly OkRecord[] },
): Finding {
  const facts = { ...titled, id: `${titled.id}/roof`, title: `${titled.title}: roof` };
  const read = ceilings.find(({ id }) => id === 'read');
  if (read === undefined) return missingFinding(facts, 'there is no read ceiling');
  const bytes = blocksPerToken * record.work.compulsoryBytes;
  const roof = finiteEstimate({ value: read.value / bytes, low: read.low / bytes, high: read.high / bytes });
  if (roof === null) return missingFinding(facts, 'the step moves no bytes');
  const share = formatNumber(rate.value / roof.value);
  const onGpu = fastest(usable.filter(other => !isWallVariant(other) && other.timerId === 'timestamp'));
  const paired = onGpu && bandwidthShare(onGpu, records, []);
  const beside = paired?.paired
    ? ` By GPU clock, beside a read probe of as many bytes: ${estimateText(paired)} of its time.`
    : '';
  return reported(facts, roof, {
    evidence: [...new Set([record.address, ...read.evidence, ...(paired?.evidence ?? [])])],
    reason: `Reported, not judged: ${formatBytesPerSecond(read.value)} (${read.kind === 'memory' ? 'a memory ceiling' : `read ceiling, ${read.kind}`}) ÷ ${formatCount(bytes)} bytes a token; the step reaches ${share} of it.${beside}`,
  });
}

/** t0 of its dispatches by wall clock ÷ T. */
function dispatchFinding(titled: Titled, { record }: Step, cost: DispatchCost | null): Finding {
  const facts = {
    id: `${titled.id}/dispatch`,
    title: `${titled.title}: share of the time that launching takes`,
    unit: 'ratio',
  };
  if (record.timerId !== 'wall') return missingFinding(facts, 'the step was not timed by wall clock');
  if (cost === null) return missingFinding(facts, 'the cost of a dispatch by wall clock');
  const stages = record.stageCount ?? 1;
  const { medianNs, lowNs, highNs } = record.summary;
  const share = {
    value: (stages * cost.t0.value) / medianNs,
    low: (stages * cost.t0.low) / highNs,
    high: lowNs > 0 ? (stages * cost.t0.high) / lowNs : null,
  };
  return reported(facts, share, {
    evidence: [...new Set([record.address, ...cost.evidence])],
    reason: `Reported, not judged: ${stages} dispatches × ${estimateText(cost.t0, formatDuration)} (${cost.method}) ÷ ${formatDuration(medianNs)}, both by wall clock.`,
  });
}
