import { exponential, naturalLog } from '../../../stats/elementary.ts';
import { studentQuantile, twoSidedP } from '../../../stats/student.ts';
import type { Estimate } from '../../evidence/estimate.ts';
import type { SideEffect } from './effect.ts';

/** What the second side is, compared with the first. */
export type Outcome = 'faster' | 'slower' | 'same' | 'undecided';

/** Differences of 2 % are none: 1 ÷ 1.02 … 1.02, the same both ways. */
export const SAME_WITHIN = 1.02;

/** Of intervals, and the chance of any false alarm among kernels. */
export const LEVEL = 0.95;

export interface RatioOutcome {
  /** Time of the second side ÷ time of the first, with its 95 % interval. */
  readonly ratio: Estimate;
  readonly outcome: Outcome;
  /** Of a ratio this far outside ±2 % where the truth is at its edge; 1 inside. */
  readonly pValue: number;
}

/** By the whole interval: outside ±2 %, inside it, or across its edge. */
export function outcomeOf(a: SideEffect, b: SideEffect): RatioOutcome {
  const log = b.meanLog - a.meanLog;
  const variance = a.variance + b.variance;
  const deviation = Math.sqrt(variance);
  const degrees = welchDegrees(a, b);
  const half = studentQuantile(LEVEL, degrees) * deviation;
  const edge = naturalLog(SAME_WITHIN);
  const beyond = Math.abs(log) - edge;
  return {
    ratio: { value: exponential(log), low: exponential(log - half), high: exponential(log + half) },
    outcome: plainOutcome(log - half, log + half, edge),
    pValue:
      beyond > 0 ? twoSidedP(deviation > 0 ? beyond / deviation : Number.POSITIVE_INFINITY, degrees) : 1,
  };
}

function plainOutcome(low: number, high: number, edge: number): Outcome {
  if (low > edge) return 'slower';
  if (high < -edge) return 'faster';
  return low > -edge && high < edge ? 'same' : 'undecided';
}

/** Welch 1947: of a sum of two variances that are known to different degrees. */
function welchDegrees(a: SideEffect, b: SideEffect): number {
  const parts = a.variance ** 2 / a.degrees + b.variance ** 2 / b.degrees;
  return parts > 0 ? (a.variance + b.variance) ** 2 / parts : Math.min(a.degrees, b.degrees);
}
