import { describe, expect, it } from 'vitest';
import { generators, get } from '../catalog.ts';
import { parseProblem } from '../core/record/address.ts';
import { makeProblem } from './generate.ts';

function valuesOf(text: string): Float32Array {
  const spec = parseProblem(text);
  return makeProblem(get(generators, spec.generator, 'generator'), spec).a.values;
}

describe('shared values', () => {
  it('lie once in memory for all problems made of the same sequence', () => {
    const dense = valuesOf('dense(m=64,n=32)#7');
    const same = ['product(m=64,n=3,k=32)#7', 'product(m=64,n=9,k=32)#7', 'vector(n=2048)#7'].map(valuesOf);
    for (const values of same) expect(values.buffer).toBe(dense.buffer);
    const rungs = [1, 2, 1024].map(steps => valuesOf(`ladder(n=9000,multiplyAdds=${steps})#7`));
    expect(new Set(rungs.map(({ buffer }) => buffer)).size).toBe(1);
  });

  it('are as long as each problem needs, and the same whichever was made first', () => {
    const long = Array.from(valuesOf('vector(n=5000)#11'));
    expect(Array.from(valuesOf('vector(n=3000)#11'))).toEqual(long.slice(0, 3000));
    const short = Array.from(valuesOf('vector(n=3000)#12'));
    expect(Array.from(valuesOf('vector(n=5000)#12')).slice(0, 3000)).toEqual(short);
  });

  it('differ between seeds, and are not those that a block scales in place', () => {
    expect(valuesOf('vector(n=16)#1')).not.toEqual(valuesOf('vector(n=16)#2'));
    const before = Array.from(valuesOf('vector(n=64)#3'));
    valuesOf('transformer(model=tiny-gpt,context=4)#3');
    expect(Array.from(valuesOf('vector(n=64)#3'))).toEqual(before);
  });
});
