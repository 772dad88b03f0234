import { describe, expect, it } from 'vitest';
import type { OkRecord } from '../../core/record/record.ts';
import { denseProducts } from '../evidence/usable.ts';
import { okRecord, steadyTimes } from '../testing/ok-record.ts';
import { batchFindings } from './batch-sparse.ts';

const SIDE = 1000;
const DENSITY = 0.1;
const MATRIX = { m: SIDE, n: SIDE, density: DENSITY };
const BATCHES = [1, 2, 8, 32, 128, 512];

interface Timing {
  readonly kernelId: string;
  readonly ns: number;
  readonly batch: number;
  readonly rounds?: number;
}

/** Multiplies with `batch` columns; in the rounds of all others with as many. */
function product({ kernelId, ns, batch, rounds = 12 }: Timing): OkRecord {
  const isDense = kernelId.startsWith('gem');
  const nnz = isDense ? SIDE * SIDE : DENSITY * SIDE * SIDE;
  const sparse = batch === 1 ? MATRIX : { ...MATRIX, batch };
  const spec = isDense
    ? batch === 1
      ? { generator: 'dense', params: { m: SIDE, n: SIDE } }
      : { generator: 'product', params: { m: SIDE, n: batch, k: SIDE } }
    : { generator: 'uniform', params: sparse };
  return okRecord({
    kernelId,
    operation: batch === 1 ? 'matvec' : 'matmul',
    timesNs: steadyTimes(ns, rounds),
    group: `batch ${batch}`,
    format: isDense ? 'dense-f32' : 'csr-f32',
    problemSpec: { ...spec, seed: 1 },
    work: { usefulFlops: 2 * nnz * batch },
    problem: {
      pattern: isDense ? 'dense' : 'uniform',
      rowCount: SIDE,
      columnCount: SIDE,
      rhsColumnCount: batch,
      nnz,
      density: isDense ? 1 : DENSITY,
      rowStats: isDense
        ? { min: SIDE, mean: SIDE, max: SIDE, empty: 0 }
        : { min: 50, mean: 100, max: 150, empty: 0 },
    },
  });
}

/** 100 µs until 64 columns, then in proportion to them. */
const DENSE = BATCHES.map(batch =>
  product({
    kernelId: batch === 1 ? 'gemv/rows-per-workgroup' : 'gemm/columns',
    ns: 100_000 * Math.max(1, batch / 64),
    batch,
  }),
);

/** In times of the dense product. */
function sparse(ratioAt: (batch: number) => number, kernelId = 'spmm/csr'): readonly OkRecord[] {
  return DENSE.map(({ summary, problem: { rhsColumnCount: batch } }) =>
    product({
      kernelId: batch === 1 ? 'spmv/csr-vector' : kernelId,
      ns: summary.medianNs * ratioAt(batch),
      batch,
    }),
  );
}

function findingsOf(records: readonly OkRecord[], t0Ns: number | null = null) {
  const [worth, crossing, ...others] = batchFindings(records, () => t0Ns);
  expect(others).toEqual([]);
  return { worth: worth!, crossing: crossing! };
}

describe('batch findings', () => {
  it('say with how many columns the dense product becomes the faster', () => {
    const { crossing } = findingsOf([...DENSE, ...sparse(batch => Math.sqrt(batch / 16))]);
    expect(crossing).toMatchObject({ id: 'S4/uniform/1000x1000/10.0%', status: 'supported' });
    expect(crossing.value).toBeCloseTo(16, 0);
    expect(crossing.low).toBeLessThanOrEqual(crossing.value!);
    expect(crossing.reason).toMatch(/^The fastest sparse product beats the dense one with fewer than 16\.0/);
    expect(crossing.reason).toContain('With 1 column it takes 0.25');
    // One column by the products of vectors.
    expect(crossing.evidence).toHaveLength(2 * BATCHES.length);
  });

  it('say how many times the useful FLOP/s of the sparse product the dense one does, with most columns', () => {
    const { worth } = findingsOf([...DENSE, ...sparse(batch => (batch === 512 ? 0.4 : 0.2))]);
    expect(worth).toMatchObject({ id: 'S3/uniform/1000x1000/10.0%', status: 'undecided' });
    // 0.4 of the time for a tenth of the FLOPs.
    expect(worth.value).toBeCloseTo(4, 1);
    expect(worth.reason).toMatch(/^Reported, not judged: with 512 columns the dense product does /);
    // Of two rates and a ratio in pairs beside each other one contradicts the others wherever a run is unsteady.
    expect(worth.reason.match(/FLOP\/s/g)).toHaveLength(2);
    expect(worth.reason).toContain('times the useful FLOP/s of the sparse one.');
    expect(worth.reason).toContain('It needs 10.0 % of the multiply-adds and takes 0.4');
  });

  it('take the fastest sparse kernel with each number of columns', () => {
    const { crossing } = findingsOf([
      ...DENSE,
      ...sparse(() => 0.5),
      ...sparse(() => 3, 'spmm/bsr4').slice(1),
    ]);
    expect(crossing).toMatchObject({ status: 'supported', value: null });
    expect(crossing.reason).toContain('over the whole measured range, 1 to 512 columns');
  });

  it('are refuted where the dense product is always faster', () => {
    const { crossing, worth } = findingsOf([...DENSE, ...sparse(() => 2)]);
    expect(crossing).toMatchObject({ status: 'refuted', value: null });
    expect(crossing.reason).toMatch(/^The dense product is faster than any sparse one over the whole/);
    expect(worth.value).toBeCloseTo(20, 0);
  });

  it('decide nothing where the ratio goes up and down', () => {
    const { crossing } = findingsOf([...DENSE, ...sparse(batch => (batch === 8 || batch === 512 ? 2 : 0.5))]);
    expect(crossing.status).toBe('undecided');
    expect(crossing.reason).toMatch(/does not grow steadily with columns; it passes 1 with 4\.00 and /);
  });

  it('decide nothing by products that hardly take longer than a dispatch, or by few rounds', () => {
    const short = findingsOf([...DENSE, ...sparse(() => 0.5)], 1e9);
    expect([short.crossing.status, short.worth.value]).toEqual(['undecided', null]);
    expect(short.crossing.reason).toBe(
      'Not measured: of 6 numbers of columns none can be compared, 6 are dispatch-limited (T under 3·t0).',
    );
    const few = DENSE.slice(0, 2).flatMap(({ problem: { rhsColumnCount: batch } }) => [
      product({ kernelId: batch === 1 ? 'gemv/subgroup' : 'gemm/columns', ns: 1e5, batch, rounds: 2 }),
      product({ kernelId: batch === 1 ? 'spmv/csr-vector' : 'spmm/csr', ns: 1e5, batch, rounds: 2 }),
    ]);
    expect(findingsOf(few).crossing.reason).toMatch(/2 have fewer than \d+ rounds\.$/);
  });

  it('are none where no sparse matrix was multiplied with several columns, or none beside a dense one', () => {
    expect(batchFindings([...DENSE, ...sparse(() => 1).slice(0, 1)], () => null)).toEqual([]);
    expect(batchFindings(sparse(() => 1).slice(1), () => null)).toEqual([]);
  });
});

describe('dense products', () => {
  it('are those that were measured for themselves, not to stand beside a sparse one', () => {
    const alone = product({ kernelId: 'gemm/tiled', ns: 1e6, batch: 1000 });
    expect(denseProducts([...DENSE, ...sparse(() => 1), alone])).toEqual([alone]);
    expect(denseProducts([...DENSE, alone])).toHaveLength(BATCHES.length);
  });
});
