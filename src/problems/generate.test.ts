import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { UserError } from '../core/errors.ts';
import type { DenseMatrix, Problem, SparseMatrix } from '../core/problem.ts';
import { parseProblem } from '../core/record/address.ts';
import { makeProblem, problemFromMatrix, resolveParams } from './generate.ts';
import { GENERATORS, generatorOf, toRows, whyNotCanonical } from './testing.ts';

function make(text: string): Problem {
  const spec = parseProblem(text);
  return makeProblem(generatorOf(spec.generator), spec);
}

function sparse(text: string): SparseMatrix {
  const { a } = make(text);
  if (a.kind !== 'sparse') throw new Error(`${text} is not sparse`);
  return a;
}

/** Every bit of a problem. */
function fingerprint({ a, rhs }: Problem): string {
  const hash = createHash('sha256');
  const arrays = a.kind === 'dense' ? [a.values, rhs] : [a.rowPointers, a.columnIndices, a.values, rhs];
  for (const array of arrays) hash.update(new Uint8Array(array.buffer, array.byteOffset, array.byteLength));
  return hash.digest('hex').slice(0, 16);
}

const size = fc.integer({ min: 1, max: 70 });
const portion = fc.double({ min: 0, max: 1, noNaN: true });
const fewer = (limit: number, part: number) => Math.max(1, Math.round(limit * part));

/** A small problem of any sparse generator. */
const sparseSpecs = fc
  .record({ m: size, n: size, part: portion, seed: fc.integer({ min: 0, max: 0xffffffff }) })
  .chain(({ m, n, part, seed }) =>
    fc.constantFrom(
      `uniform(m=${m},n=${n},density=${part})#${seed}`,
      `exact-k(m=${m},n=${n},k=${fewer(n, part)})#${seed}`,
      `one-dense-row(m=${m},n=${n},k=${fewer(n, part)})#${seed}`,
      `banded(m=${m},n=${n},halfwidth=${Math.round(n * part)})#${seed}`,
      `power-law(m=${m},n=${n},mean=${n * part},exponent=${fewer(8, part) / 4})#${seed}`,
      `connectome(m=${m},n=${n},mean=${n * part},spread=${2 * part},locality=${1 - part})#${seed}`,
      `block(m=${m},n=${n},size=${fewer(Math.min(m, n), part)},density=${1 - part})#${seed}`,
      `nm(m=${m},n=${n},keep=${fewer(m, part)},group=${m})#${seed}`,
    ),
  );

/** One small problem of every generator, and what it must be, to the bit. */
const GOLDEN: Readonly<Record<string, string>> = {
  'dense(m=5,n=7)#1': '9e7caa2ab6b05e21',
  'uniform(m=40,n=50,density=0.2)#1': 'ae55ccb07162aec7',
  'exact-k(m=40,n=50,k=6)#1': 'e2230f5245949763',
  'exact-k(m=4,n=50,k=46)#1': 'f3a5d87c1042c5d3',
  'one-dense-row(m=20,n=50,k=3)#1': '534793446d351a53',
  'banded(m=20,n=30,halfwidth=2)#1': 'f19a5054a087f488',
  'power-law(m=40,n=50,mean=6,exponent=1)#1': 'e95dc1f59c444831',
  'connectome(m=90,n=80,mean=6)#1': 'e4085138537d6ce0',
  'block(m=30,n=31,size=4,density=0.3)#1': 'bd58f0d93b69f9ec',
  'nm(m=30,n=31,keep=2,group=4)#1': 'b85a53119ffcee21',
  'nm(m=30,n=31,keep=5,group=7)#1': 'eb2d4a7c41331b3f',
  'product(m=4,n=3,k=5)#1': 'a093677b61b036af',
  'vector(n=33,passes=1)#1': 'e18ed00a7e917a4c',
  'chains(count=33,length=8)#1': 'd589fb89599543d8',
  'ladder(n=33,multiplyAdds=2)#1': 'e195408df310645e',
  'table(lines=4,chains=2,steps=8)#1': '6e3b6a6ab360e895',
  'transformer(model=tiny-gpt,context=3)#1': 'a006a9893433d263',
  'transformer(model=tiny-llama,context=3)#1': 'f492839471a8b711',
  'nothing()#1': '548bde476f459130',
};

describe('every generator', () => {
  it('has a golden problem', () => {
    const covered = Object.keys(GOLDEN).map(text => parseProblem(text).generator);
    expect(new Set(covered)).toEqual(new Set(GENERATORS.map(({ id }) => id)));
  });

  for (const [text, hash] of Object.entries(GOLDEN)) {
    it(`makes the same ${text} as ever, on every engine`, () => {
      expect(fingerprint(make(text))).toBe(hash);
      expect(fingerprint(make(text))).toBe(hash);
    });

    it(`makes another ${text} from another seed`, () => {
      expect(fingerprint(make(`${text.replace(/#.*/, '')}#2`))).not.toBe(hash);
    });

    it(`keeps its word on size and values: ${text}`, () => {
      const problem = make(text);
      const generator = generatorOf(problem.spec.generator);
      const expected = generator.expectedNnz(resolveParams(generator, problem.spec.params));
      expect(Math.abs(problem.nnz - expected)).toBeLessThanOrEqual(6 * Math.sqrt(16 * expected));
      expect(problem.rhs.length).toBe(problem.a.columnCount * problem.rhsColumnCount);
      expect(problem.rhsColumnCount === 0).toBe(generator.isProbe === true);
      expect(problem.a.values.every(Number.isFinite)).toBe(true);
      expect(problem.rhs.every(value => value >= -1 && value < 1)).toBe(true);
    });
  }

  it('gives canonical sparse matrices for whatever parameters are allowed', () => {
    fc.assert(
      fc.property(sparseSpecs, text => {
        const a = sparse(text);
        expect(whyNotCanonical(a)).toBeNull();
        expect(a.values.every(value => value >= -1 && value < 1)).toBe(true);
        const [m, n] = /m=(\d+),n=(\d+)/.exec(text)!.slice(1).map(Number);
        expect([a.rowCount, a.columnCount]).toEqual([m, n]);
      }),
      { numRuns: 400 },
    );
  });
});

describe('uniform', () => {
  it.each([1e-5, 0.001, 0.01, 0.1, 0.5, 0.9, 0.999])(
    'realises density %d within five standard deviations',
    density => {
      const cells = 1000 * 3000;
      const { nnz } = make(`uniform(m=1000,n=3000,density=${density})#3`);
      const deviation = Math.sqrt(cells * density * (1 - density));
      expect(Math.abs(nnz - cells * density)).toBeLessThan(5 * deviation);
    },
  );

  it('is empty at density 0 and full at density 1', () => {
    expect(make('uniform(m=9,n=70,density=0)').nnz).toBe(0);
    expect(make('uniform(m=9,n=70,density=1)').nnz).toBe(630);
  });

  it('favours no column and no row', () => {
    const { columnIndices, rowPointers } = sparse('uniform(m=4000,n=64,density=0.2)#5');
    const perColumn = new Array<number>(64).fill(0);
    for (const column of columnIndices) perColumn[column]!++;
    const deviation = Math.sqrt(4000 * 0.2 * 0.8);
    for (const nnz of perColumn) expect(Math.abs(nnz - 800)).toBeLessThan(5 * deviation);
    const firstHalf = rowPointers[2000]!;
    expect(Math.abs(firstHalf - columnIndices.length / 2)).toBeLessThan(5 * Math.sqrt(2000 * 64 * 0.16));
  });
});

describe('exact-k', () => {
  it.each([1, 5, 40, 99, 100])('puts exactly %d of 100 columns into each row, none favoured', k => {
    const { rowPointers, columnIndices } = sparse(`exact-k(m=5000,n=100,k=${k})`);
    for (let row = 0; row <= 5000; row++) expect(rowPointers[row]).toBe(row * k);
    const perColumn = new Array<number>(100).fill(0);
    for (const column of columnIndices) perColumn[column]!++;
    const p = k / 100;
    for (const nnz of perColumn) {
      expect(Math.abs(nnz - 5000 * p)).toBeLessThanOrEqual(5 * Math.sqrt(5000 * p * (1 - p)));
    }
  });

  it('reaches every column of a wide matrix', () => {
    const { columnIndices } = sparse('exact-k(m=40,n=100000,k=50000)');
    expect(new Set(columnIndices).size).toBe(100000);
  });
});

describe('one-dense-row', () => {
  it('has one full row and k nonzeros in the others', () => {
    const { rowStats } = make('one-dense-row(m=50,n=300,k=4)');
    expect(rowStats).toEqual({ min: 4, mean: (49 * 4 + 300) / 50, max: 300, empty: 0 });
  });
});

describe('banded', () => {
  it('fills the band and nothing else', () => {
    const rows = toRows(sparse('banded(m=4,n=4,halfwidth=1)')).map(row =>
      row.map(value => (value === 0 ? 0 : 1)),
    );
    expect(rows).toEqual([
      [1, 1, 0, 0],
      [1, 1, 1, 0],
      [0, 1, 1, 1],
      [0, 0, 1, 1],
    ]);
  });

  it('stretches the diagonal of a matrix that is not square', () => {
    expect(Array.from(sparse('banded(m=2,n=6,halfwidth=0)').columnIndices)).toEqual([0, 3]);
  });
});

describe('power-law', () => {
  it('has the mean asked for, a long row, and lengths that fall like 1 ÷ rank', () => {
    const { a, nnz } = make('power-law(m=1000,n=100000,mean=20)');
    expect(nnz).toBe(20_000);
    const { rowPointers } = a as SparseMatrix;
    const lengths = Array.from({ length: 1000 }, (_, row) => rowPointers[row + 1]! - rowPointers[row]!);
    expect(lengths).not.toEqual(lengths.toSorted((x, y) => y - x));
    const ranked = lengths.toSorted((x, y) => y - x);
    expect(ranked[0]! / ranked[9]!).toBeCloseTo(10, 1);
    expect(ranked[9]! / ranked[99]!).toBeCloseTo(10, 0);
  });

  it('keeps the mean where the longest rows do not fit', () => {
    const { nnz, rowStats } = make('power-law(m=1000,n=200,mean=50,exponent=1.5)');
    expect(nnz).toBe(50_000);
    expect(rowStats.max).toBe(200);
  });
});

describe('block', () => {
  it('keeps blocks whole, cut at the edges only', () => {
    const rows = toRows(sparse('block(m=7,n=8,size=3,density=0.5)#4'));
    const isFull = (row: number, column: number) => rows[row]![column] !== 0;
    for (let row = 0; row < 7; row++) {
      for (let column = 0; column < 8; column++) {
        expect(isFull(row, column)).toBe(isFull(row - (row % 3), column - (column % 3)));
      }
    }
  });

  it('realises the density asked for', () => {
    const { nnz } = make('block(m=2048,n=2048,size=8,density=0.1)');
    expect(nnz / 2048 ** 2).toBeCloseTo(0.1, 2);
  });
});

describe('nm', () => {
  it('keeps as many of every group, and of the last columns those that fit', () => {
    for (const [n, keep, group] of [
      [31, 2, 4],
      [30, 3, 4],
      [29, 1, 4],
      [5, 3, 8],
      [64, 16, 32],
    ] as const) {
      for (const row of toRows(sparse(`nm(m=40,n=${n},keep=${keep},group=${group})`))) {
        for (let first = 0; first < n; first += group) {
          const columns = row.slice(first, first + group);
          expect(columns.filter(value => value !== 0)).toHaveLength(Math.min(keep, columns.length));
        }
      }
    }
  });

  it('favours no column of a group', () => {
    const perColumn = new Array<number>(8).fill(0);
    for (const column of sparse('nm(m=5000,n=8,keep=2)#3').columnIndices) perColumn[column]!++;
    for (const nnz of perColumn) expect(Math.abs(nnz - 2500)).toBeLessThan(5 * Math.sqrt(5000 / 4));
  });
});

describe('probes', () => {
  it('make table words that are finite floats and use all other bits', () => {
    const { a } = make('table(lines=1024,chains=1,steps=1)');
    const words = new Uint32Array(a.values.buffer);
    let seen = 0;
    for (const word of words) seen |= word;
    expect(seen >>> 0).toBe(0xbfffffff);
    expect(words.length).toBe(16 * 1024);
  });

  it('start chains between 0.8 and 1.2', () => {
    const { a } = make('chains(count=1000,length=8)');
    expect(a.values.every(value => value >= Math.fround(0.8) && value <= Math.fround(1.2))).toBe(true);
  });

  it('have no right-hand side', () => {
    const { rhs, rhsColumnCount, a } = make('vector(n=10)');
    expect([rhs.length, rhsColumnCount, a.rowCount, a.columnCount]).toEqual([0, 0, 1, 10]);
  });
});

describe('makeProblem', () => {
  it('fills in fallbacks and orders parameters, so that one problem has one address', () => {
    expect(make('vector(n=10)#3').id).toBe('vector(n=10,passes=1)#3');
    expect(make('dense(n=2,m=3)#3').id).toBe('dense(m=3,n=2)#3');
    expect(make('transformer(context=2,model=tiny-gpt)').id).toBe('transformer(model=tiny-gpt,context=2)#1');
  });

  it('describes the matrix product by its three sizes', () => {
    const { a, rhs, rhsColumnCount } = make('product(m=2,n=3,k=5)');
    expect([a.rowCount, a.columnCount, rhs.length, rhsColumnCount]).toEqual([2, 5, 15, 3]);
  });

  it.each([
    ['dense(m=2)', 'dense needs n (columns), a whole number from 1 to 134217728'],
    ['dense(m=2,n=2,k=2)', 'dense has no parameter "k"; it takes m, n'],
    ['dense(m=0,n=2)', 'dense: m=0, expected a whole number from 1 to 134217728'],
    ['dense(m=2.5,n=2)', 'dense: m=2.5, expected a whole number'],
    ['dense(m=two,n=2)', 'dense: m=two, expected a whole number'],
    ['uniform(m=2,n=2,density=1.5)', 'uniform: density=1.5, expected a number from 0 to 1'],
    ['exact-k(m=2,n=4,k=5)', 'exact-k: k=5, expected at most n=4'],
    ['one-dense-row(m=2,n=4,k=5)', 'one-dense-row: k=5, expected at most n=4'],
    ['block(m=2,n=4,size=3,density=1)', 'block: size=3, expected at most m=2 and n=4'],
    ['nm(m=2,n=8,keep=5)', 'nm: keep=5, expected at most group=4'],
    ['power-law(m=2,n=4,mean=5)', 'power-law: mean=5, expected at most n=4'],
    ['connectome(m=2,n=4,mean=5)', 'connectome: mean=5, expected at most n=4'],
    ['power-law(m=2,n=4,mean=2,exponent=0.3)', 'power-law: exponent=0.3, expected a multiple of 0.25'],
    ['table(lines=3,chains=1,steps=1)', 'table: lines=3, expected a power of two'],
    ['dense(m=100000,n=100000)', 'has 10,000,000,000 entries, at most 2,147,483,647 can be stored'],
    ['product(m=1,n=100000,k=100000)', 'product: n=100000, expected at most'],
    ['transformer(model=gpt5)', 'transformer: model=gpt5, expected one of gpt2-xl, llama-3-8b'],
    ['transformer(model=0)', 'transformer: model=0, expected one of gpt2-xl'],
    ['transformer(context=4)', 'transformer needs model (whose shape), one of gpt2-xl'],
    ['nothing(n=1)', 'nothing has no parameter "n"; it takes no parameters'],
  ])('refuses %s by name', (text, message) => {
    expect(() => make(text)).toThrow(UserError);
    expect(() => make(text)).toThrow(message);
  });
});

describe('problemFromMatrix', () => {
  it('gives a file a random right-hand side from the seed', () => {
    const a: DenseMatrix = {
      kind: 'dense',
      rowCount: 1,
      columnCount: 3,
      values: new Float32Array([1, 2, 3]),
    };
    const spec = { generator: 'file', params: { name: 'a.mtx' }, seed: 1 };
    const first = problemFromMatrix(spec, 'a.mtx', a, 1);
    expect(first.id).toBe('file(name=a.mtx)#1');
    expect(first.rhs.length).toBe(3);
    expect(first.nnz).toBe(3);
    expect(problemFromMatrix(spec, 'a.mtx', a, 1).rhs).toEqual(first.rhs);
    expect(problemFromMatrix(spec, 'a.mtx', a, 2).rhs).not.toEqual(first.rhs);
  });
});
