import type { Launch, ResourceData } from '../../core/kernel.ts';
import type { Comparison } from '../../core/operation.ts';
import type { CheckResult } from '../../core/record/record.ts';
import type { ResolvedCase } from './resolved-case.ts';

/** Seed of the random vectors in Freivalds' check. */
const CHECK_SEED = 0x5eed;

/** The result of a check, right or wrong, with where it is worst. */
export interface Checked extends CheckResult {
  readonly correct: boolean;
  /** Plain sentence about the worst element. */
  readonly worst: string;
}

/** Compares a raw output with the f64 reference: every element, or the operation's cheaper checks for large products. */
export function checkOutput(resolved: ResolvedCase, launch: Launch, raw: ResourceData): Checked {
  const { operation, kernel } = resolved;
  const output = launch.decodeOutput ? launch.decodeOutput(raw) : raw;
  const wantedLength = operation.outputLength(resolved.problem());
  if (output.length < wantedLength) {
    const worst = `the output has ${output.length} elements, expected ${wantedLength}`;
    return {
      method: 'length',
      elementCount: output.length,
      worstRatio: Number.MAX_VALUE,
      tolerance: kernel.tolerance,
      correct: false,
      worst,
    };
  }
  const comparisons = operation.spotChecks?.(resolved.problem(), output, CHECK_SEED) ?? [
    everyElement(resolved, launch, output),
  ];
  return checkComparisons(comparisons, kernel.tolerance);
}

function everyElement(resolved: ResolvedCase, launch: Launch, output: ArrayLike<number>): Comparison {
  const { expected, scale } = resolved.reference();
  const map = launch.expectedIndex;
  if (!map) return { method: 'every element', actual: output, expected, scale };
  const length = resolved.operation.outputLength(resolved.problem());
  const resident = launch.ownReference?.() ?? { expected: [], scale: [] };
  const mappedExpected = new Float64Array(length);
  const mappedScale = new Float64Array(length);
  for (let i = 0; i < length; i++) {
    const source = map(i);
    const beyond = source - expected.length;
    mappedExpected[i] = beyond < 0 ? expected[source]! : resident.expected[beyond]!;
    mappedScale[i] = beyond < 0 ? scale[source]! : resident.scale[beyond]!;
  }
  return { method: 'every element', actual: output, expected: mappedExpected, scale: mappedScale };
}

/** @param tolerance allowed |error| ÷ scale; a scale of 0 demands equality; NaN is always wrong */
export function checkComparisons(comparisons: readonly Comparison[], tolerance: number): Checked {
  let worstRatio = 0;
  let worst = 'every element is exact';
  let elementCount = 0;
  for (const { method, actual, expected, scale } of comparisons) {
    elementCount += expected.length;
    for (let i = 0; i < expected.length; i++) {
      const ratio = errorRatio(actual[i]!, expected[i]!, tolerance * scale[i]!);
      if (ratio > worstRatio) {
        worstRatio = ratio;
        worst = `${method}: element ${i} is ${actual[i]}, expected ${expected[i]} ± ${tolerance * scale[i]!}`;
      }
    }
  }
  const method = comparisons.map(comparison => comparison.method).join(', ');
  return { method, elementCount, worstRatio, tolerance, correct: worstRatio <= 1, worst };
}

/** Error ÷ allowance; MAX_VALUE stands for "not comparable" so that the ratio survives JSON. */
function errorRatio(actual: number, expected: number, allowance: number): number {
  const error = Math.abs(actual - expected);
  if (error === 0) return 0;
  const ratio = error / allowance;
  return Number.isFinite(ratio) ? ratio : Number.MAX_VALUE;
}
