import { describe, expect, it } from 'vitest';
import type { OkRecord } from '../../core/record/record.ts';
import { okRecord, steadyTimes } from '../testing/ok-record.ts';
import { activityFindings } from './activity.ts';

const SIDE = 1000;
const MATRIX = { m: SIDE, n: SIDE, density: 0.1 };
const ROUNDS = 12;

interface Timing {
  readonly kernelId: string;
  readonly ns: number;
  readonly active?: number;
}

function product({ kernelId, ns, active }: Timing): OkRecord {
  const isDense = kernelId.startsWith('gemv/');
  const params = isDense ? { m: SIDE, n: SIDE } : { ...MATRIX, ...(active !== undefined && { active }) };
  return okRecord({
    kernelId,
    operation: 'matvec',
    timesNs: steadyTimes(ns, ROUNDS),
    family: isDense ? 'dense' : 'csr',
    problemSpec: { generator: isDense ? 'dense' : 'uniform', params, seed: 1 },
    problem: {
      pattern: isDense ? 'dense' : 'uniform',
      rowCount: SIDE,
      columnCount: SIDE,
      rhsColumnCount: 1,
      nnz: isDense ? SIDE * SIDE : 100_000,
      density: isDense ? 1 : 0.1,
      rowStats: { min: 50, mean: 100, max: 150, empty: 0 },
      ...(active !== undefined && {
        activeInputs: Math.round(active * SIDE),
        activeNnz: Math.round(active * 100_000),
      }),
    },
  });
}

const DENSE_X = [product({ kernelId: 'spmv/csr-vector', ns: 50_000 })];
/** Time in proportion to the activity, 200 µs where all inputs are active: as long as SpMV at a quarter. */
const EVENTS = [0.01, 0.1, 0.2, 0.4, 1].map(active =>
  product({ kernelId: 'spmspv/scatter', ns: 200_000 * active, active }),
);

describe('activity findings', () => {
  it('find where the event-driven product takes as long as one with a dense x', () => {
    const [found, ...others] = activityFindings([...DENSE_X, ...EVENTS], () => null);
    expect(others).toEqual([]);
    expect(found).toMatchObject({ id: 'S6/SpMV/uniform/1000x1000/10.0%', status: 'supported' });
    expect(found!.value).toBeGreaterThan(0.2);
    expect(found!.value).toBeLessThan(0.3);
    expect(found!.low).toBeLessThanOrEqual(found!.value!);
    expect(found!.reason).toContain('beats the fastest sparse product with a dense x while under 25');
    expect(found!.evidence).toContain(DENSE_X[0]!.address);
  });

  it('compare with the fastest dense product too, and take the fastest event-driven one at each activity', () => {
    const gemv = product({ kernelId: 'gemv/rows-per-workgroup', ns: 90_000 });
    const slow = EVENTS.map(({ problem }) =>
      product({ kernelId: 'spmspv/masked-gather', ns: 60_000, active: problem.activeInputs! / SIDE }),
    );
    const found = activityFindings([...DENSE_X, gemv, ...EVENTS, ...slow], () => null);
    expect(found.map(({ id, status }) => [id.slice(0, 7), status])).toEqual([
      ['S6/SpMV', 'supported'],
      ['S6/GEMV', 'supported'],
    ]);
    // The masked gather stays under the dense product.
    expect(found[1]!.value).toBeNull();
    expect(found[1]!.reason).toContain('over the whole measured range');
  });

  it('compare with products in the same type alone', () => {
    const halves: OkRecord = { ...product({ kernelId: 'spmv-f16/sell', ns: 10_000 }), valueType: 'f16' };
    const [found] = activityFindings([...DENSE_X, halves, ...EVENTS], () => null);
    expect(found!.evidence).not.toContain(halves.address);
    expect(found!.value).toBeGreaterThan(0.2);
  });

  it('decide nothing where medians lie on both sides, and no line through them crosses', () => {
    const uneven = [0.01, 0.1, 1].map((active, i) =>
      product({ kernelId: 'spmspv/scatter', ns: i === 0 ? 60_000 : i === 1 ? 30_000 : 48_000, active }),
    );
    const [found] = activityFindings([...DENSE_X, ...uneven], () => null);
    expect(found!.status).toBe('undecided');
    expect(found!.reason).not.toContain('over the whole measured range');
  });

  it('are refuted where the event-driven product is never faster', () => {
    const slow = [0.01, 1].map(active => product({ kernelId: 'spmspv/scatter', ns: 80_000, active }));
    const [found] = activityFindings([...DENSE_X, ...slow], () => null);
    expect(found).toMatchObject({ status: 'refuted', value: null });
    expect(found!.reason).toMatch(/^The fastest sparse product with a dense x is faster/);
  });

  it('decide nothing by products that hardly take longer than a dispatch', () => {
    const [found] = activityFindings([...DENSE_X, ...EVENTS], () => 20_000);
    expect(found).toMatchObject({ status: 'undecided', value: null });
    expect(found!.reason).toContain('5 are dispatch-limited');
  });

  it('are none where no product had a sparse x', () => {
    expect(activityFindings(DENSE_X, () => null)).toEqual([]);
  });
});
