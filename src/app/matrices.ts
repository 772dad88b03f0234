import { EXIT, UserError } from '../core/errors.ts';
import type { Plan, Suite } from '../core/plan.ts';
import type { ProblemSpec } from '../core/problem.ts';
import { formatProblem } from '../core/record/address.ts';

/** A matrix that somebody brings is measured, or refused with a reason. */

/** @throws UserError where a suite measures no matrices but its own, or none but the user's and there are none */
export function requireMatrices(
  { id, noMatrices, needsMatrices }: Pick<Suite, 'id' | 'noMatrices' | 'needsMatrices'>,
  count: number,
): void {
  if (count === 0 && needsMatrices !== undefined) {
    throw new UserError(
      `${id} ${needsMatrices}: name them with --matrix FILE or --matrix-dir FOLDER`,
      EXIT.usage,
    );
  }
  if (count === 0 || noMatrices === undefined) return;
  throw new UserError(`${id} measures no matrices of yours: ${noMatrices}`, EXIT.usage);
}

/** @throws UserError for a matrix that no case of the plan is on, measured or left out with a reason */
export function requireMeasured(plan: Plan, specs: readonly ProblemSpec[]): void {
  const groups = plan.sections.flatMap(section => ('groups' in section ? section.groups : []));
  const leftOut = plan.leftOut.map(({ case: c }) => c);
  const cases = [...groups.flat(), ...plan.hostCases, ...leftOut];
  const addresses = new Set(cases.map(({ problem }) => formatProblem(problem)));
  const missed = specs.find(spec => !addresses.has(formatProblem(spec)));
  if (missed === undefined) return;
  throw new UserError(
    `${missed.params.name} would not be measured: nothing that was asked for multiplies a matrix by a vector on it ` +
      `(its address is ${formatProblem(missed)})`,
    EXIT.usage,
  );
}
