import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { generators } from '../catalog.ts';
import { factsOf, type Problem } from '../core/problem.ts';
import { parseProblem } from '../core/record/address.ts';
import { timesVector } from '../operations/checks/product.ts';
import { activeInputCount } from './active-inputs.ts';
import { makeProblem } from './generate.ts';

function make(text: string): Problem {
  const spec = parseProblem(text);
  return makeProblem(generators.get(spec.generator)!, spec);
}

describe('a problem with few active inputs', () => {
  it('has the same matrix, and of the same x the share that was asked for', () => {
    const whole = make('uniform(m=40,n=200,density=0.2)#3');
    const some = make('uniform(m=40,n=200,density=0.2,active=0.1)#3');
    expect(some.a).toEqual(whole.a);
    expect(some.active!.indices.length).toBe(20);
    const active = new Set(some.active!.indices);
    expect(Array.from(some.rhs)).toEqual(Array.from(whole.rhs, (value, i) => (active.has(i) ? value : 0)));
  });

  it('says how many multiply-adds have both factors nonzero', () => {
    const problem = make('power-law(m=60,n=90,mean=12,active=0.3)');
    const { active, a, rhs } = problem;
    const ones = { ...a, values: a.values.map(() => 1) };
    const meets = timesVector(
      ones,
      rhs.map(value => (value === 0 ? 0 : 1)),
    );
    expect(active!.nnz).toBe(meets.reduce((sum, count) => sum + count, 0));
    expect(factsOf(problem)).toMatchObject({ activeInputs: 27, activeNnz: active!.nnz });
  });

  it('is named by its share, where x is not dense', () => {
    expect(make('uniform(m=4,n=4,density=0.5,active=0.25)').id).toBe(
      'uniform(m=4,n=4,density=0.5,active=0.25)#1',
    );
    const dense = make('uniform(m=4,n=4,density=0.5)');
    expect([dense.id, dense.active]).toEqual(['uniform(m=4,n=4,density=0.5)#1', undefined]);
    expect(make('dense(m=4,n=4,active=1)').active!.indices.length).toBe(4);
  });

  it('has one active input at least where the share is not 0, and none where it is', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 5000 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (n, share) => {
          const count = activeInputCount(n, share);
          expect(count).toBeLessThanOrEqual(n);
          expect(count === 0).toBe(share === 0);
        },
      ),
    );
    expect(make('dense(m=4,n=9,active=0)').rhs.every(value => value === 0)).toBe(true);
  });
});
