import { EXIT, UserError } from '../core/errors.ts';
import type { GeneratedProblem, Matrix, Problem, ProblemGenerator, ProblemSpec } from '../core/problem.ts';
import { type EntryCounts, entriesAsStored, entriesByValue } from '../core/problem.ts';
import { formatProblem } from '../core/record/address.ts';
import { activeInputs } from './active-inputs.ts';
import { randomValues, STREAM } from './fill.ts';
import { type Params, printedParams, requireStorable, resolveParams } from './params.ts';
import { sharedMatrix } from './shared-matrices.ts';

export { resolveParams } from './params.ts';

/**
 * The problem that a spec describes. Its own spec has every parameter, in the generator's order.
 * @throws UserError (usage) for parameters that do not fit, or more entries than can be stored
 */
export function makeProblem(generator: ProblemGenerator, spec: ProblemSpec): Problem {
  const params = resolveParams(generator, spec.params);
  requireStorable(generator, params);
  const resolved: ProblemSpec = {
    generator: generator.id,
    params: printedParams(generator, params),
    seed: spec.seed,
  };
  const generated = allocating(formatProblem(resolved), () => generate(generator, params, spec.seed));
  const whole = completed(resolved, generator.id, generated, entriesAsStored(generated.a));
  return params.active === undefined ? whole : { ...whole, ...activeInputs(whole, params.active) };
}

/** Problems of one sparse matrix share it, whatever they multiply it with. */
function generate(generator: ProblemGenerator, params: Params, seed: number): GeneratedProblem {
  if (!Object.hasOwn(generator.params, 'batch')) return generator.generate(params, seed);
  const { active: _, batch = 1, ...matrix } = params;
  const a = sharedMatrix(
    formatProblem({ generator: generator.id, params: matrix, seed }),
    () => generator.generate(matrix, seed).a,
  );
  return { a, rhs: randomValues(a.columnCount * batch, seed, STREAM.rightHandSide), rhsColumnCount: batch };
}

/** y = A·x for a matrix from elsewhere, with a random x. @param pattern what tables and charts call it */
export function problemFromMatrix(spec: ProblemSpec, pattern: string, a: Matrix, seed: number): Problem {
  const rhs = allocating(pattern, () => randomValues(a.columnCount, seed, STREAM.rightHandSide));
  return completed(spec, pattern, { a, rhs, rhsColumnCount: 1 }, entriesByValue(a));
}

function completed(
  spec: ProblemSpec,
  pattern: string,
  generated: GeneratedProblem,
  entries: EntryCounts,
): Problem {
  return { id: formatProblem(spec), spec, pattern, ...generated, ...entries };
}

/** Engines report arrays that they cannot make as RangeError. */
function allocating<T>(what: string, make: () => T): T {
  try {
    return make();
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new UserError(`${what} does not fit into the memory of this program: ${error.message}`, EXIT.usage);
  }
}
