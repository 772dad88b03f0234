import { describe, expect, it } from 'vitest';
import type { Problem } from '../core/problem.ts';
import { parseProblem } from '../core/record/address.ts';
import { makeProblem } from './generate.ts';
import { GENERATORS, generatorOf } from './testing.ts';

function make(text: string): Problem {
  const spec = parseProblem(text);
  return makeProblem(generatorOf(spec.generator), spec);
}

describe('a problem with a batch of right-hand sides', () => {
  it('multiplies the very matrix that one right-hand side is multiplied with', () => {
    const one = make('uniform(m=40,n=200,density=0.2)#3');
    const several = make('uniform(m=40,n=200,density=0.2,batch=7)#3');
    expect(several.a).toBe(one.a);
    expect([several.rhsColumnCount, several.rhs.length]).toEqual([7, 7 * 200]);
    expect([several.nnz, several.rowStats]).toEqual([one.nnz, one.rowStats]);
  });

  it('is named by its batch, also of one', () => {
    const { id, rhsColumnCount, rhs } = make('block(m=8,n=8,size=4,density=0.5,batch=1)');
    expect(id).toBe('block(m=8,n=8,size=4,density=0.5,batch=1)#1');
    expect([rhsColumnCount, rhs.length]).toEqual([1, 8]);
  });

  it('has right-hand sides that differ from each other', () => {
    const { rhs } = make('banded(m=4,n=4,halfwidth=1,batch=3)');
    expect(new Set(rhs).size).toBe(12);
  });

  it('can be made with every sparse generator', () => {
    const taking = GENERATORS.filter(({ params }) => params.batch !== undefined).map(({ id }) => id);
    expect(taking.sort()).toEqual(
      ['banded', 'block', 'connectome', 'exact-k', 'nm', 'one-dense-row', 'power-law', 'uniform'].sort(),
    );
  });

  it('is refused with a sparse x, with none, and with more than can be stored', () => {
    expect(() => make('uniform(m=4,n=4,density=0.5,active=0.5,batch=2)')).toThrow(
      'uniform: active=0.5 is for one right-hand side, batch=2 for several; give one of them',
    );
    expect(() => make('uniform(m=4,n=4,density=0.5,batch=0)')).toThrow(
      'batch=0, expected a whole number from 1',
    );
    expect(() => make('uniform(m=4,n=100000000,density=0,batch=100)')).toThrow(
      'batch=100, expected at most 2147483647 elements in n × batch',
    );
  });
});
