import { describe, expect, it } from 'vitest';
import type { CrossoverSeries } from '../../core/record/finding.ts';
import type { BenchRecord } from '../../core/record/record.ts';
import { usableRecords } from '../evidence/usable.ts';
import { DEVICES, executionNs, type SyntheticDevice } from '../testing/device.ts';
import {
  CSR_KERNELS,
  csrCase,
  DENSITY_SIZE,
  gemvCase,
  measureGroups,
  syntheticRun,
} from '../testing/records.ts';
import { csrByteModelDensity, findCrossovers } from './crossover.ts';

const n = DENSITY_SIZE;
const dense = gemvCase('gemv/rows-per-workgroup', n, n);

/** Density at which this kernel takes as long as dense on this device, by bisection of the noise-free times. */
function trueCrossing(device: SyntheticDevice, efficiency: number): number {
  const denseNs = executionNs(device, dense.load);
  let [low, high] = [0.001, 1];
  for (let i = 0; i < 40; i++) {
    const middle = (low + high) / 2;
    const sparse = csrCase('spmv/csr-vector', { pattern: 'uniform', m: n, n, density: middle, efficiency });
    if (executionNs(device, sparse.load) < denseNs) low = middle;
    else high = middle;
  }
  return low;
}

function crossovers(records: readonly BenchRecord[], t0Ns: number | null = 2000): readonly CrossoverSeries[] {
  return findCrossovers(usableRecords(records), () => t0Ns);
}

function densityRun(densities: readonly number[], device = DEVICES.bandwidthBound, efficiency = 0.8) {
  const sparse = (density: number) =>
    csrCase('spmv/csr-vector', { pattern: 'uniform', m: n, n, density, efficiency });
  return measureGroups(
    device,
    densities.map(density => [dense, sparse(density)] as const),
    { rounds: 20, seed: 5 },
  );
}

describe('the density crossover of a whole run', () => {
  it.each(['bandwidthBound', 'loadBound'] as const)('is the truth of the device: %s', name => {
    const device = DEVICES[name];
    const series = crossovers(syntheticRun({ device }), device.dispatchNs);
    expect(series).toHaveLength(4);
    for (const { kernelId, crossing, status, points } of series) {
      const truth = trueCrossing(device, CSR_KERNELS.find(kernel => kernel.id === kernelId)!.efficiency);
      expect(status).toBe('crosses');
      expect(Math.abs(crossing!.value / truth - 1)).toBeLessThan(0.05);
      expect(crossing!.low!).toBeLessThanOrEqual(crossing!.value);
      expect(crossing!.high!).toBeGreaterThanOrEqual(crossing!.value);
      expect(points.at(-1)!.density).toBe(1);
    }
  });

  it('has host rows neither as sparse kernel nor as dense reference', () => {
    const series = crossovers(syntheticRun());
    expect(
      series.every(({ kernelId, denseAddress }) => !`${kernelId} ${denseAddress}`.includes('host/')),
    ).toBe(true);
  });
});

describe('a crossover series', () => {
  it('compares with the fastest dense product of the shape', () => {
    const slow = gemvCase('gemv/row-per-thread', n, n, {}, 0.02);
    const sparse = csrCase('spmv/csr-vector', { pattern: 'uniform', m: n, n, density: 0.1, efficiency: 0.8 });
    const records = measureGroups(DEVICES.bandwidthBound, [[slow, sparse], [dense]], { rounds: 10, seed: 1 });
    const [series] = crossovers(records);
    expect(series!.denseAddress).toMatch(/^gemv\/rows-per-workgroup@/);
    expect(series!.reason).toMatch(/not paired/);
  });

  it('says so when sparse or dense is faster throughout', () => {
    const sparseWins = crossovers(densityRun([0.2, 0.25, 0.3]))[0]!;
    expect(sparseWins).toMatchObject({ status: 'no crossing in range', crossing: null });
    expect(sparseWins.reason).toMatch(/^Sparse is faster over the whole measured range 0\.200–0\.300/);
    const denseWins = crossovers(densityRun([0.6, 0.7, 0.9]))[0]!;
    expect(denseWins.reason).toMatch(/^Dense is faster/);
  });

  it('cannot be set by points that dispatch dominates', () => {
    const records = densityRun([0.01, 0.2, 0.5, 0.7]);
    const denseNs = records.find(record => record.format === 'dense-f32')!.summary.medianNs;
    const [series] = crossovers(records, denseNs / 2);
    expect(series!.points.map(point => point.dispatchLimited)).toEqual([true, true, true, true]);
    expect(series).toMatchObject({ status: 'undecided', crossing: null });
    expect(series!.reason).toMatch(/4 of 4 points are dispatch-limited/);
    expect(crossovers(records, denseNs / 4)[0]!.points.map(point => point.dispatchLimited)).toEqual([
      true,
      true,
      false,
      false,
    ]);
  });

  it('cannot be set by a single round, however clear it looks', () => {
    const sparse = (density: number) =>
      csrCase('spmv/csr-vector', { pattern: 'uniform', m: n, n, density, efficiency: 0.8 });
    const records = measureGroups(
      DEVICES.bandwidthBound,
      [0.3, 0.8].map(density => [dense, sparse(density)] as const),
      { rounds: 1, seed: 5 },
    );
    const [series] = crossovers(records);
    expect(series!.status).toBe('undecided');
    expect(series!.crossing).toBeNull();
    expect(series!.points).toHaveLength(2);
    expect(series!.reason).toContain('2 of 2 points have fewer than 5 rounds');
  });

  it('of one density is undecided and says what was seen there', () => {
    const [series] = crossovers(densityRun([0.1]));
    expect(series).toMatchObject({ status: 'undecided', crossing: null });
    expect(series!.reason).toMatch(/one density sets no crossing; at density 0\.100 sparse takes 0\.\d+/);
  });

  it('names the neighbours it was interpolated between where they are far apart', () => {
    expect(crossovers(densityRun([0.1, 0.8]))[0]!.reason).toMatch(
      /between measured densities 0\.100 and 0\.800/,
    );
    expect(crossovers(densityRun([0.1, 0.38, 0.42, 0.8]))[0]!.reason).not.toMatch(/Interpolated/);
  });

  it('of a file does not borrow the full matrix of its shape', () => {
    const records = densityRun([0.1]).map(record =>
      record.format === 'csr-f32'
        ? {
            ...record,
            case: {
              ...record.case,
              problem: { generator: 'file', params: { name: 'a.mtx' }, seed: 1 },
            },
          }
        : record,
    );
    const full = csrCase('spmv/csr-vector', { pattern: 'dense', m: n, n, density: 1, efficiency: 0.8 });
    const [fullRecord] = measureGroups(DEVICES.bandwidthBound, [[full]], { rounds: 5, seed: 1 });
    expect(crossovers([...records, fullRecord!])[0]!.points).toHaveLength(1);
  });

  it('does not exist without a dense product of its shape', () => {
    expect(crossovers(densityRun([0.1, 0.2]).filter(record => record.format === 'csr-f32'))).toEqual([]);
  });
});

describe('the byte model', () => {
  it('has CSR and dense store as much at one half', () => {
    expect(csrByteModelDensity(4096, 4096)).toBeCloseTo(0.5, 3);
    // 2 × 4: dense 32 B; CSR 8·nnz + 12 B, so 2.5 of 8 entries.
    expect(csrByteModelDensity(2, 4)).toBe(0.3125);
    expect(csrByteModelDensity(0, 5)).toBe(0);
  });

  it('of another format lies where what it stored grows past the dense matrix', () => {
    // A bit and 4 bytes a nonzero: 1/8 + 4·d = 4 bytes a cell.
    const asBitmap = (record: BenchRecord): BenchRecord => {
      if (record.status !== 'ok' || record.family === 'dense') return record;
      const { density } = record.problem;
      const workingSetBytes = n * n * (1 / 8 + 4 * density);
      return { ...record, family: 'sparse-other', copies: { count: 1, workingSetBytes, cut: null } };
    };
    const denseOf = (record: BenchRecord): BenchRecord =>
      record.status === 'ok' && record.family === 'dense'
        ? { ...record, copies: { count: 2, workingSetBytes: 8 * n * n, cut: null } }
        : record;
    const records = densityRun([0.1, 0.2, 0.5]).map(asBitmap).map(denseOf);
    expect(crossovers(records)[0]!.byteModelDensity).toBeCloseTo(1 - 1 / 32, 6);
    const beyond = records.map(record =>
      record.status === 'ok' && record.family !== 'dense'
        ? {
            ...record,
            copies: { count: 1, workingSetBytes: 100 * n * n * record.problem.density, cut: null },
          }
        : record,
    );
    expect(crossovers(beyond)[0]!.byteModelDensity).toBeCloseTo(0.04, 6);
  });
});
