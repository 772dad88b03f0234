import { makeCase, vectorLike } from '../../bench/suites/parts/cases.ts';
import { basePlan, FULL_STOP } from '../../bench/suites/parts/plan.ts';
import { chooseSizes } from '../../bench/suites/parts/sizes.ts';
import type { DeviceClass } from '../core/environment.ts';
import { EXIT, UserError } from '../core/errors.ts';
import type { Plan, Suite, SuiteContext } from '../core/plan.ts';
import type { ProblemSpec } from '../core/problem.ts';
import { formatProblem } from '../core/record/address.ts';

/**
 * Plans that a user's words make: a race of kernels, cases by their addresses. They run as the named suites do, by the
 * same rounds, stop rule and checks; they are in no chooser.
 */

/** Read in every plan, by its canary; on hardware it also shows where the last cache ends. */
export const READ_PROBE = 'probe/read';

/** Rows and columns whose f32 weights the canary reads: milliseconds on a GPU, and on a CPU. */
const CANARY_SIDE = { hardware: 2048, software: 1024 } as const;

const MIB = 2 ** 20;

/** What such a suite is besides its plan. */
export const ASKED: Omit<Suite, 'id' | 'label' | 'question' | 'description' | 'expectedSeconds' | 'plan'> = {
  order: 0,
  pilot: 'tune',
  expectedBytes: { hardware: 4096 * MIB, software: 1024 * MIB },
};

/** @param parts.seconds how long it measures unless the user says */
export function askedPlan(
  context: SuiteContext,
  parts: { readonly suite: string; readonly seconds: Readonly<Record<DeviceClass, number>> },
): Omit<Plan, 'sections'> {
  // Only what streams is taken from these sizes: what is measured was asked for.
  const sizes = chooseSizes(context, { matvecNs: 0, productNs: 0, productCount: 0 });
  const side = CANARY_SIDE[context.deviceClass];
  return {
    ...basePlan(context, { ...parts, sizes, stop: FULL_STOP }),
    leftOut: [],
    canary: makeCase(READ_PROBE, vectorLike(side, side)),
  };
}

/** @throws UserError for the problem of a file that was not read */
export function requireFiles({ files }: SuiteContext, specs: readonly ProblemSpec[]): void {
  const read = files.map(({ spec }) => formatProblem(spec));
  for (const address of specs.filter(({ generator }) => generator === 'file').map(formatProblem)) {
    if (read.includes(address)) continue;
    const there = read.length === 0 ? 'none was given' : `what was read is ${read.join(', ')}`;
    throw new UserError(`${address} comes from a file: give it with --matrix (${there})`, EXIT.usage);
  }
}
