import type { Finding, FindingStatus } from '../../core/record/finding.ts';
import { type Estimate, estimateText } from './estimate.ts';
import { THRESHOLDS } from './thresholds.ts';

/** A prediction and what would refute it, each to be met by the whole interval. */
export interface Test {
  readonly supports: (estimate: Estimate) => boolean;
  readonly refutes: (estimate: Estimate) => boolean;
}

/** Supported or refuted where the whole interval says so; anything else is undecided. */
export function judge(estimate: Estimate, test: Test): FindingStatus {
  if (test.supports(estimate)) return 'supported';
  return test.refutes(estimate) ? 'refuted' : 'undecided';
}

/** An interval of fewer values than this is only their range: nothing is decided by it. */
export function isTooFew(count: number): boolean {
  return count < THRESHOLDS.fewValues;
}

export function tooFewText(count: number): string {
  return `${count} ${count === 1 ? 'round decides' : 'rounds decide'} nothing, it takes ${THRESHOLDS.fewValues}`;
}

export interface FindingFacts {
  readonly id: string;
  readonly title: string;
  /** "ratio", "ns". */
  readonly unit: string;
}

/** Nothing to judge by. @param why a clause: "no streamed GEMV was measured" */
export function missingFinding(facts: FindingFacts, why: string): Finding {
  const reason = `Not measured: ${why}.`;
  return { ...facts, status: 'undecided', value: null, low: null, high: null, evidence: [], reason };
}

export function finding(
  facts: FindingFacts,
  status: FindingStatus,
  { value, low, high }: Estimate,
  rest: Pick<Finding, 'evidence' | 'reason'>,
): Finding {
  return { ...facts, status, value, low, high, ...rest };
}

/** Which threshold an undecided interval straddles, in words. */
export function straddleText(estimate: Estimate, supported: string, refuted: string): string {
  return `${estimateText(estimate)} lies neither wholly ${supported} nor wholly ${refuted}`;
}
