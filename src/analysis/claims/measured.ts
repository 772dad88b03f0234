import type { Analysis, Ceiling, Finding } from '../../core/record/finding.ts';
import type { OkRecord } from '../../core/record/record.ts';
import { NS_PER_S, perSecond } from '../../core/units.ts';
import { type Estimate, estimateText, finiteEstimate } from '../evidence/estimate.ts';
import {
  type FindingFacts,
  finding,
  isTooFew,
  judge,
  missingFinding,
  type Test,
  tooFewText,
} from '../evidence/finding-of.ts';
import { THRESHOLDS } from '../evidence/thresholds.ts';
import { fastest, groupBy, isFull, isMatrixVector, isSparse, plainRecords } from '../evidence/usable.ts';

/** What a claim is computed from. */
export interface ClaimFacts extends Pick<Analysis, 'ceilings' | 'findings' | 'crossovers' | 'verdict'> {
  /** Usable ones. */
  readonly records: readonly OkRecord[];
}

/** A way to store weights, at the rate that its fastest streamed product reached. */
export interface Form {
  /** Of dense weights the type of their values, "f32", "i4"; of sparse ones "csr", or the id of another format. */
  readonly name: string;
  readonly record: OkRecord;
  /** Compulsory bytes of a multiply-add. */
  readonly bytesPerMac: number;
  /** Time of a multiply-add, s. */
  readonly secondsPerMac: Estimate;
}

/** How a sentence calls the form. */
export function formLabel({ name }: Form): string {
  return name === 'csr' ? 'CSR' : name;
}

/** Density of the sparse form that the claims speak of: one of ten. */
export const CLAIM_DENSITY = 0.1;

/** Whether a measured density stands for the one that a claim speaks of. */
export function isAbout(density: number, claimed: number): boolean {
  return Math.abs(density / claimed - 1) <= THRESHOLDS.claimDensityTolerance;
}

/** The matrix–vector products of full matrices, the fastest streamed one of each value type. */
export function denseForms(records: readonly OkRecord[]): readonly Form[] {
  const streamed = plainRecords(records).filter(
    record => isMatrixVector(record) && isFull(record) && record.case.cache === 'stream',
  );
  return [...groupBy(streamed, ({ valueType }) => valueType)].flatMap(([type, sameType]) =>
    formOf(() => type, sameType),
  );
}

/** The sparse matrix–vector product in f32 on a uniform pattern of about this density, largest matrix; none where not measured. */
export function sparseForms(records: readonly OkRecord[], density: number): readonly Form[] {
  const near = plainRecords(records).filter(
    record =>
      record.operation === 'matvec' &&
      isSparse(record) &&
      record.valueType === 'f32' &&
      record.case.cache === 'stream' &&
      record.problem.pattern === 'uniform' &&
      isAbout(record.problem.density, density),
  );
  return formOf(({ family, format }) => (family === 'csr' ? family : format), near);
}

function formOf(nameOf: (record: OkRecord) => string, records: readonly OkRecord[]): readonly Form[] {
  const largest = Math.max(...records.map(({ problem }) => problem.nnz));
  const record = fastest(records.filter(({ problem }) => problem.nnz === largest));
  if (record === null || !(largest > 0)) return [];
  const { medianNs, lowNs, highNs } = record.summary;
  const seconds = (ns: number) => ns / NS_PER_S / largest;
  return [
    {
      name: nameOf(record),
      record,
      bytesPerMac: record.work.compulsoryBytes / largest,
      secondsPerMac: { value: seconds(medianNs), low: seconds(lowNs), high: seconds(highNs) },
    },
  ];
}

/** The form that needs the least time for a multiply-add; null of none. */
export function quickestForm(forms: readonly Form[]): Form | null {
  return forms.reduce<Form | null>(
    (best, form) => (best === null || form.secondsPerMac.value < best.secondsPerMac.value ? form : best),
    null,
  );
}

/** Useful FLOP/s of the fastest record of some. */
export function flopRate(records: readonly OkRecord[]): { record: OkRecord; rate: Estimate } | null {
  let best: { record: OkRecord; rate: Estimate } | null = null;
  for (const record of records) {
    const { medianNs, lowNs, highNs } = record.summary;
    const flops = record.work.usefulFlops;
    const rate = finiteEstimate({
      value: perSecond(flops, medianNs),
      low: perSecond(flops, highNs),
      high: perSecond(flops, lowNs),
    });
    if (rate && (best === null || rate.value > best.rate.value)) best = { record, rate };
  }
  return best;
}

export function ceilingOf(ceilings: readonly Ceiling[], id: Ceiling['id']): Ceiling | null {
  return ceilings.find(ceiling => ceiling.id === id && ceiling.value > 0) ?? null;
}

/** a ÷ b, as wide as both intervals allow: they were not measured in pairs. */
export function quotient(a: Estimate, b: Estimate): Estimate {
  return { value: a.value / b.value, low: a.low / b.high, high: a.high / b.low };
}

export function product(a: Estimate, b: Estimate): Estimate {
  return { value: a.value * b.value, low: a.low * b.low, high: a.high * b.high };
}

/** @param reason after the number: whole sentences */
export function claimFinding(
  facts: FindingFacts,
  estimate: Estimate,
  test: Test,
  {
    records,
    evidence,
    reason,
  }: { records: readonly OkRecord[]; evidence?: readonly string[]; reason: string },
): Finding {
  const finite = finiteEstimate(estimate);
  if (finite === null) return missingFinding(facts, 'a time that the clock does not resolve');
  const addresses = [...new Set([...records.map(({ address }) => address), ...(evidence ?? [])])];
  const rounds = Math.min(...records.map(({ samples }) => new Set(samples.map(({ round }) => round)).size));
  if (records.length > 0 && isTooFew(rounds)) {
    return finding(facts, 'undecided', finite, {
      evidence: addresses,
      reason: `${reason} But ${tooFewText(rounds)}.`,
    });
  }
  return finding(facts, judge(finite, test), finite, { evidence: addresses, reason });
}

/** "1e14", "2.5e16": numbers of a size that nobody reads digit by digit. */
export function powerText(value: number): string {
  return Number(value.toPrecision(3)).toExponential().replace('e+', 'e');
}

/** "123 (120–130)" in units of the finding. */
export function text(estimate: Estimate, format?: (value: number) => string): string {
  return estimateText(estimate, format);
}
