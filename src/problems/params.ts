import { EXIT, UserError } from '../core/errors.ts';
import type { ParamSpec, ParamValue, ProblemGenerator } from '../core/problem.ts';
import { formatCount } from '../core/units.ts';

/** Rows, columns: 2^27 row offsets are 512 MiB. */
export const MAX_DIMENSION = 2 ** 27;

/** Stored entries of one matrix: 2^31 − 1 f32 values are 8 GiB, and indices stay inside a signed 32-bit integer. */
export const MAX_NNZ = 2 ** 31 - 1;

export type Params = Readonly<Record<string, number>>;

export function dimension(meaning: string): ParamSpec {
  return { meaning, minimum: 1, maximum: MAX_DIMENSION, integer: true };
}

/** A count of something else than rows or columns. */
export function count(meaning: string, fallback?: number): ParamSpec {
  const spec = { meaning, minimum: 1, maximum: MAX_NNZ, integer: true };
  return fallback === undefined ? spec : { ...spec, fallback };
}

/** A choice by name; generators are handed the index of the word. */
export function words(meaning: string, allowed: readonly string[]): ParamSpec {
  return { meaning, minimum: 0, maximum: allowed.length - 1, integer: true, words: allowed };
}

export function share(meaning: string): ParamSpec {
  return { meaning, minimum: 0, maximum: 1, integer: false };
}

/** Of products whose x may be sparse, see active-inputs.ts; x is dense where it is left out. */
export const ACTIVE_INPUTS: ParamSpec = {
  meaning: 'share of the elements of x that are not zero',
  minimum: 0,
  maximum: 1,
  integer: false,
  optional: true,
};

/** Of sparse matrices, see shared-matrices.ts; one where it is left out. */
export const BATCH: ParamSpec = {
  meaning: 'right-hand sides',
  minimum: 1,
  maximum: MAX_DIMENSION,
  integer: true,
  optional: true,
};

/**
 * The parameters in declared order, fallbacks filled in.
 * @throws UserError (usage) naming parameter, value and what is allowed
 */
export function resolveParams(
  generator: Pick<ProblemGenerator, 'id' | 'params'>,
  given: Readonly<Record<string, ParamValue>>,
): Params {
  for (const name of Object.keys(given)) {
    if (!Object.hasOwn(generator.params, name)) {
      const known = Object.keys(generator.params).join(', ') || 'no parameters';
      throw usage(`${generator.id} has no parameter "${name}"; it takes ${known}`);
    }
  }
  const resolved: Record<string, number> = {};
  for (const [name, spec] of Object.entries(generator.params)) {
    if (spec.optional && given[name] === undefined) continue;
    resolved[name] = resolveOne(generator.id, name, spec, given[name]);
  }
  if (generator.params.batch === BATCH) requireBatch(generator.id, resolved);
  return resolved;
}

/** @throws UserError (usage) where there are too many right-hand sides, or an x is to be sparse that is none */
function requireBatch(id: string, params: Params): void {
  const { n, active, batch } = params;
  if (batch === undefined) return;
  if (active !== undefined) {
    throw usage(
      `${id}: active=${active} is for one right-hand side, batch=${batch} for several; give one of them`,
    );
  }
  requireParam(id, params, 'batch', n! * batch <= MAX_NNZ, `at most ${MAX_NNZ} elements in n × batch`);
}

function resolveOne(id: string, name: string, spec: ParamSpec, given: ParamValue | undefined): number {
  const value = spec.words ? indexOfWord(spec.words, given) : (given ?? spec.fallback);
  if (value === undefined) throw usage(`${id} needs ${name} (${spec.meaning}), ${allowedRange(spec)}`);
  const isNumber =
    typeof value === 'number' && (spec.integer ? Number.isInteger(value) : !Number.isNaN(value));
  if (!isNumber || value < spec.minimum || value > spec.maximum) {
    throw badParam(id, name, value, allowedRange(spec));
  }
  return value;
}

/** Undefined stays undefined; what is none of the words stays as it is, to be refused. */
function indexOfWord(allowed: readonly string[], given: ParamValue | undefined): ParamValue | undefined {
  const index = allowed.indexOf(String(given));
  return index >= 0 ? index : given === undefined ? undefined : String(given);
}

/** The parameters as they are printed and stored: words by name. */
export function printedParams(
  generator: Pick<ProblemGenerator, 'params'>,
  params: Params,
): Readonly<Record<string, ParamValue>> {
  return Object.fromEntries(
    Object.entries(params).map(([name, value]) => [name, generator.params[name]?.words?.[value] ?? value]),
  );
}

/**
 * For what a range cannot say, such as k ≤ n.
 * @throws UserError (usage) unless `holds`
 */
export function requireParam(
  id: string,
  params: Params,
  name: string,
  holds: boolean,
  expected: string,
): void {
  if (!holds) throw badParam(id, name, params[name]!, expected);
}

/** @throws UserError (usage) where the matrix would hold more than MAX_NNZ entries */
export function requireStorable(generator: ProblemGenerator, params: Params): void {
  const entries = generator.expectedNnz(params);
  if (entries <= MAX_NNZ) return;
  const text = Object.entries(printedParams(generator, params)).map(([name, value]) => `${name}=${value}`);
  throw usage(
    `${generator.id}(${text.join(',')}) has ${formatCount(entries)} entries, at most ${formatCount(MAX_NNZ)} can be stored`,
  );
}

function badParam(id: string, name: string, value: ParamValue, expected: string): UserError {
  return usage(`${id}: ${name}=${value}, expected ${expected}`);
}

function allowedRange(spec: ParamSpec): string {
  if (spec.words) return `one of ${spec.words.join(', ')}`;
  return `${spec.integer ? 'a whole number' : 'a number'} from ${spec.minimum} to ${spec.maximum}`;
}

function usage(message: string): UserError {
  return new UserError(message, EXIT.usage);
}
