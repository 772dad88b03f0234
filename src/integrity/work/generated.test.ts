import { expect, it } from 'vitest';
import { generators } from '../../catalog.ts';
import { factsOf } from '../../core/problem.ts';
import { parseProblem } from '../../core/record/address.ts';
import { makeProblem } from '../../problems/generate.ts';
import { generatedBy, strayFact } from './generated.ts';

it.each([
  'connectome(m=500,n=400,mean=20)',
  'connectome(m=50,n=40,mean=39.5,spread=2,locality=1)',
  'power-law(m=500,n=400,mean=20)',
])('knows the shortest and the longest row of %s, and how many nonzeros it has', text => {
  const spec = parseProblem(text);
  const problem = makeProblem(generators.get(spec.generator)!, spec);
  const facts = factsOf(problem);
  const expected = generatedBy(problem.spec)!;
  expect(strayFact(facts, expected)).toBeNull();
  expect(strayFact({ ...facts, nnz: facts.nnz + 1 }, expected)?.[0]).toBe('nnz');
  const longer = { ...facts.rowStats, max: facts.rowStats.max + 1 };
  expect(strayFact({ ...facts, rowStats: longer }, expected)?.[0]).toBe('rowStats.max');
});
