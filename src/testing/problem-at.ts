import { generators, get } from '../catalog.ts';
import type { Problem } from '../core/problem.ts';
import { parseProblem } from '../core/record/address.ts';
import { makeProblem } from '../problems/generate.ts';

/** The problem that an address describes. */
export function problemAt(address: string): Problem {
  const spec = parseProblem(address);
  return makeProblem(get(generators, spec.generator, 'generator'), spec);
}
