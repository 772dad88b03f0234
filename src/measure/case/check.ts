import type { Launch, ResourceData } from '../../core/kernel.ts';
import type { Comparison } from '../../core/operation.ts';
import type { CheckResult } from '../../core/record/record.ts';
import type { ResolvedCase } from './resolved-case.ts';

/** Seed of the random vectors in Freivalds' check. */
const CHECK_SEED = 0x5eed;
const LARGEST_F32 = (2 - 2 ** -23) * 2 ** 127;

/** The result of a check, right or wrong, with where it is worst. */
export interface Checked extends CheckResult {
  readonly correct: boolean;
  /** Plain sentence about the worst element. */
  readonly worst: string;
  /**
   * Where elements differ whose terms f32 cannot add up, the sentence that says so: no kernel could be right there. Null
   * where all are right or wrong by themselves.
   */
  readonly beyondRange: string | null;
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
      beyondRange: null,
    };
  }
  const comparisons = operation.spotChecks?.(resolved.problem(), output, CHECK_SEED) ?? [
    everyElement(resolved, launch, output),
  ];
  return checkComparisons(comparisons, kernel.tolerance);
}

function everyElement(resolved: ResolvedCase, launch: Launch, output: ArrayLike<number>): Comparison {
  const { expected, scale, flushing } = resolved.reference();
  const map = launch.expectedIndex;
  const length = resolved.operation.outputLength(resolved.problem());
  const own = launch.ownReference?.() ?? { expected: [], scale: [] };
  const mapped = (values: Float64Array, further: ArrayLike<number>): Float64Array => {
    if (!map) return values;
    const taken = new Float64Array(length);
    for (let i = 0; i < length; i++) {
      const source = map(i);
      taken[i] = values[source] ?? further[source - values.length]!;
    }
    return taken;
  };
  return {
    method: 'every element',
    actual: output,
    expected: mapped(expected, own.expected),
    scale: mapped(scale, own.scale),
    // What a launch refers to by itself is made of usual numbers.
    ...(flushing && { flushing: () => mapped(flushing(), new Float64Array(own.expected.length)) }),
  };
}

/** @param tolerance allowed |error| ÷ scale; a scale of 0 demands equality; NaN is always wrong */
export function checkComparisons(comparisons: readonly Comparison[], tolerance: number): Checked {
  let worstRatio = 0;
  let worst = 'every element is exact';
  let elementCount = 0;
  let beyondRange: string | null = null;
  for (const comparison of comparisons) {
    const { method, actual, expected, scale } = comparison;
    const ratioOf = ratios(comparison, tolerance);
    elementCount += expected.length;
    for (let i = 0; i < expected.length; i++) {
      const ratio = ratioOf(i);
      if (ratio > 1 && scale[i]! > LARGEST_F32) {
        beyondRange ??= `its products leave the range of f32, which ends at 3.4e38: ${method}, element ${i} has terms of ${scale[i]!.toPrecision(3)} in total`;
      } else if (ratio > worstRatio) {
        worstRatio = ratio;
        worst = `${method}: element ${i} is ${actual[i]}, expected ${expected[i]} ± ${tolerance * scale[i]!}`;
      }
    }
  }
  const method = comparisons.map(comparison => comparison.method).join(', ');
  return { method, elementCount, worstRatio, tolerance, correct: worstRatio <= 1, worst, beyondRange };
}

/** Error ÷ allowance of one element after the other. */
function ratios({ actual, expected, scale, flushing }: Comparison, tolerance: number): (i: number) => number {
  let flushed: ArrayLike<number> | null = null;
  return i => {
    const allowance = tolerance * scale[i]!;
    const ratio = errorRatio(actual[i]!, expected[i]!, allowance);
    if (ratio <= 1 || !flushing) return ratio;
    flushed ??= flushing();
    return errorRatio(actual[i]!, expected[i]!, allowance + flushed[i]!);
  };
}

/** Error ÷ allowance; MAX_VALUE stands for "not comparable" so that the ratio survives JSON. */
function errorRatio(actual: number, expected: number, allowance: number): number {
  const error = Math.abs(actual - expected);
  if (error === 0) return 0;
  const ratio = error / allowance;
  return Number.isFinite(ratio) ? ratio : Number.MAX_VALUE;
}
