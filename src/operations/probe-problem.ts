import type { Problem } from '../core/problem.ts';

/** The 1 × n matrix of a probe's problem as the 32-bit words that it stores, without copying. */
export function wordsOf(problem: Pick<Problem, 'id' | 'a'>): Uint32Array<ArrayBuffer> {
  const { a } = problem;
  if (a.kind !== 'dense')
    throw new RangeError(`${problem.id}: a probe needs a dense matrix, got a sparse one`);
  return new Uint32Array(a.values.buffer, a.values.byteOffset, a.values.length);
}

/** @throws RangeError where the problem lacks a number of that name */
export function countOf(problem: Pick<Problem, 'id' | 'spec'>, name: string): number {
  const value = problem.spec.params[name];
  if (typeof value !== 'number' || !Number.isInteger(value) || value < 1) {
    throw new RangeError(`${problem.id}: ${name} must be a whole number of at least 1, got ${value}`);
  }
  return value;
}

/** Times a probe goes over its words in one execution; 1 where the problem does not say. */
export function passesOf(problem: Pick<Problem, 'id' | 'spec'>): number {
  return problem.spec.params.passes === undefined ? 1 : countOf(problem, 'passes');
}
