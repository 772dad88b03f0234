import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatCase, parseCase, parseProblem, shortAddress } from './address.ts';
import type { Case } from './record.ts';

const word = fc.stringMatching(/^[a-z][a-z0-9-]{0,8}$/);
const wholeCase: fc.Arbitrary<Case> = fc.record({
  kernelId: fc.tuple(word, word).map(([family, name]) => `${family}/${name}`),
  problem: fc.record({
    generator: word,
    params: fc.dictionary(
      fc.stringMatching(/^[a-z]{1,5}$/),
      fc.oneof(
        fc.nat(),
        fc.double({ noNaN: true, noDefaultInfinity: true }),
        fc.constant('body (1),=#?&é.mtx'),
      ),
      { maxKeys: 4, noNullPrototype: true },
    ),
    seed: fc.nat(0xffffffff),
  }),
  tunables: fc.dictionary(fc.stringMatching(/^[a-z]{6,9}$/), fc.nat(), { maxKeys: 3, noNullPrototype: true }),
  cache: fc.constantFrom('stream', 'hot'),
  memoryShare: fc.constantFrom(1, 0.75, 0.5, 0.25, 0),
  clock: fc.constantFrom('gpu', 'wall'),
});
const arbitraryCase = fc
  .tuple(wholeCase, fc.constantFrom({}, { residentBytes: 4096 }))
  .map(([whole, resident]): Case => ({ ...whole, ...resident }));

describe('addresses', () => {
  it('print and parse back to the same case', () => {
    fc.assert(
      fc.property(arbitraryCase, c => {
        expect(formatCase(parseCase(formatCase(c)))).toBe(formatCase(c));
      }),
    );
  });

  it('have a short form with the tunables that were no defaults', () => {
    const c = parseCase('spmv/csr-vector@dense(m=4,n=4)#1?lanesPerRow=8&workgroupSize=64&cache=hot');
    expect(shortAddress({ case: c, tuned: ['lanesPerRow'] })).toBe(
      'spmv/csr-vector@dense(m=4,n=4)#1?lanesPerRow=8&cache=hot',
    );
  });

  it('leave out conditions at their defaults', () => {
    const text = 'spmv/csr-vector@uniform(m=4096,n=4096,density=0.1)#1?rowsPerGroup=8';
    expect(formatCase(parseCase(text))).toBe(text);
    expect(parseCase(text)).toMatchObject({ cache: 'stream', memoryShare: 1, clock: 'gpu' });
    expect(formatCase(parseCase('gemv/i8@dense(m=4,n=4)#1?share=0&resident=65536'))).toBe(
      'gemv/i8@dense(m=4,n=4)#1?share=0',
    );
  });

  it('refuse text that is no address, saying what was expected', () => {
    expect(() => parseCase('gemv')).toThrow(/kernel@generator/);
    expect(() => parseCase('a/b@c(m=1)#1?cache=lukewarm')).toThrow(/known value of cache/);
    expect(() => parseProblem('uniform(m)')).toThrow(/name=value/);
    expect(() => parseProblem('uniform(m=%E0)')).toThrow(/percent escape/);
  });
});
