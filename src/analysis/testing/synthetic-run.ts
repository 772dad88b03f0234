import { createRandom } from '../../core/random.ts';
import type { BenchRecord } from '../../core/record/record.ts';
import { normal } from '../../stats/testing.ts';
import { DEVICES, type SyntheticDevice } from './device.ts';
import { denseFacts, failedRecord, okRecord, skippedRecord, sparseFacts } from './ok-record.ts';
import {
  columnsCase,
  csrCase,
  gemmCase,
  gemvCase,
  ladderCase,
  lossyCase,
  type ProbeId,
  probeCase,
  type SyntheticCase,
} from './synthetic-cases.ts';
import { measureGroups, type SyntheticGroup } from './synthetic-session.ts';

export interface SyntheticRunOptions {
  readonly device?: SyntheticDevice;
  readonly seed?: number;
  readonly rounds?: number;
}

/** Side of the judged GEMV, and of the matrices of the density experiment. */
export const JUDGED_SIZE = 4096;
export const DENSITY_SIZE = 2048;
export const DENSITIES = [0.01, 0.05, 0.1, 0.2, 0.25, 0.3, 0.35, 0.4, 0.5, 0.6, 0.8] as const;
export const PATTERNS = ['uniform', 'banded'] as const;
export const CSR_KERNELS = [
  { id: 'spmv/csr-scalar', efficiency: 0.4 },
  { id: 'spmv/csr-vector', efficiency: 0.8 },
] as const;

const JUDGED_KERNEL = 'gemv/rows-per-workgroup';
const READ_SHAPE = { rowsPerGroup: 4 };

/**
 * A whole run on a made-up device: every kind of record that a quick run has, consistent with one another. 20 rounds
 * unless told otherwise; the same options give the same records.
 */
export function syntheticRun(options: SyntheticRunOptions = {}): BenchRecord[] {
  const { device = DEVICES.bandwidthBound, seed = 1, rounds = 20 } = options;
  const groups = [
    ...ceilingGroups(),
    ...gemvGroups(),
    ...ladderGroups(),
    ...densityGroups(),
    ...gemmGroups(),
  ];
  return [
    ...measureGroups(device, groups, { rounds, seed }),
    ...hostRecords(seed),
    skippedRecord({
      kernelId: 'spmv/csr-vector',
      format: 'csr-f32',
      problemSpec: { generator: 'uniform', params: { m: 65536, n: 65536, density: 0.8 }, seed: 1 },
      reason: 'stored bytes exceed maxBufferSize',
    }),
    failedRecord({
      kernelId: 'gemv/subgroup',
      problemSpec: { generator: 'dense', params: { m: 3, n: 5 }, seed: 1 },
    }),
  ];
}

function ceilingGroups(): SyntheticGroup[] {
  const words = JUDGED_SIZE * JUDGED_SIZE;
  const best = probeCase('read', words, { tunables: READ_SHAPE });
  const gather = probeCase('gather', 2 ** 20);
  const streams: SyntheticGroup[] = (['write', 'copy'] as const).map(id => [probeCase(id, words)]);
  const curve = (['read', 'write', 'copy'] as const).flatMap(id =>
    [2 ** 14, 2 ** 18, 2 ** 22, 2 ** 24].map(n => [probeCase(id, n, { cache: 'hot' })] as const),
  );
  return [
    ...[0.5, 0].map(
      share => [best, probeCase('read', words, { tunables: READ_SHAPE, memoryShare: share })] as const,
    ),
    [slower(probeCase('read', words))],
    [gather, probeCase('gather', 2 ** 20, { memoryShare: 0.5 })],
    ...[2 ** 10, 2 ** 16, 2 ** 20].map(lines => [probeCase('gather', lines, { cache: 'hot' })] as const),
    ...streams,
    ...curve,
    [probeCase('fma', 2 ** 32)],
    [probeCase('dispatch', 1)],
    [probeCase('dispatch', 1, { clock: 'wall' })],
  ];
}

/** The plain grid-stride shape of the read probe loses a fifth. */
function slower(made: SyntheticCase): SyntheticCase {
  const load = { ...made.load, loadedBytes: made.load.loadedBytes * 1.25, memoryEfficiency: 0.8 };
  return { ...made, load };
}

function gemvGroups(): SyntheticGroup[] {
  const size = JUDGED_SIZE;
  const judged = gemvCase(JUDGED_KERNEL, size, size);
  const probe = probeCase('read', size * size, { tunables: READ_SHAPE });
  const diluted = [0.75, 0.5, 0.25, 0].map(
    memoryShare => [judged, gemvCase(JUDGED_KERNEL, size, size, { memoryShare })] as const,
  );
  const sizes = [32, 128, 512, 1024, 2048, 4096].flatMap(n =>
    (['gpu', 'wall'] as const).map(
      clock => [gemvCase(JUDGED_KERNEL, n, n, { cache: 'hot', clock })] as const,
    ),
  );
  return [
    [judged, probe],
    ...diluted,
    [judged, gemvCase('gemv/row-per-thread', size, size, {}, 0.1)],
    [gemvCase(JUDGED_KERNEL, 1024, 1024)],
    [gemvCase(JUDGED_KERNEL, size, size, { clock: 'wall' })],
    ...sizes,
  ];
}

const LOSSY = { 'gemv/f16': 'dense-f16', 'gemv/i8': 'dense-i8', 'gemv/i4': 'dense-i4' } as const;

/** E3 with the dilution of each rung, E4 and E5. */
function ladderGroups(): SyntheticGroup[] {
  const size = JUDGED_SIZE;
  const judged = gemvCase(JUDGED_KERNEL, size, size);
  const bytes = Object.entries(LOSSY).flatMap(([kernelId, format]): SyntheticGroup[] => {
    const rung = lossyCase(kernelId, format, size);
    return [
      [judged, rung],
      [rung, lossyCase(kernelId, format, size, { memoryShare: 0.5 })],
    ];
  });
  const first = ladderCase(2 ** 24, 1);
  const flops = [2, 4, 8, 64, 1024].map(count => [first, ladderCase(2 ** 24, count)] as const);
  const batches = [1, 2, 4, 32, 256].map(
    batch => [judged, columnsCase('gemm/columns', size, batch)] as const,
  );
  return [...bytes, ...flops, ...batches];
}

function densityGroups(): SyntheticGroup[] {
  const n = DENSITY_SIZE;
  const dense = gemvCase(JUDGED_KERNEL, n, n);
  return CSR_KERNELS.flatMap(({ id, efficiency }) => [
    ...PATTERNS.flatMap(pattern =>
      DENSITIES.map(density => [dense, csrCase(id, { pattern, m: n, n, density, efficiency })] as const),
    ),
    [dense, csrCase(id, { pattern: 'dense', m: n, n, density: 1, efficiency })] as const,
    ...[0.01, 0.1].map(density => {
      const options = { pattern: 'uniform', m: n, n, density, efficiency };
      return [csrCase(id, options), csrCase(id, options, { memoryShare: 0.5 })] as const;
    }),
  ]);
}

function gemmGroups(): SyntheticGroup[] {
  return [[gemmCase('gemm/tiled', 1024, 32), gemmCase('gemm/naive', 1024, 2)]];
}

/** JavaScript on the CPU, timed by a library that sorts its samples; the GPU does not matter to it. */
function hostRecords(seed: number): BenchRecord[] {
  const random = createRandom(seed, 8);
  const times = (ns: number): number[] =>
    Array.from({ length: 64 }, () => ns * (1 + 0.02 * Math.abs(normal(random)))).sort((a, b) => a - b);
  const host = {
    timerId: 'host',
    sampleOrder: 'sorted',
    cache: 'hot',
    resolutionNs: 100,
    group: 'host',
  } as const;
  const sparseSpec = { generator: 'uniform', params: { m: 1024, n: 1024, density: 0.1 }, seed: 1 };
  const dispatch: ProbeId = 'dispatch';
  return [
    okRecord({ ...host, kernelId: 'host/js-dense', timesNs: times(1.1e6) }),
    okRecord({
      ...host,
      kernelId: 'host/js-csr',
      format: 'csr-f32',
      problem: sparseFacts('uniform', 1024, 1024, 0.1),
      problemSpec: sparseSpec,
      timesNs: times(1.6e5),
    }),
    okRecord({
      ...host,
      kernelId: 'host/encode-submit',
      operation: dispatch,
      format: 'words',
      problem: { ...denseFacts(1, 1), rhsColumnCount: 0 },
      problemSpec: { generator: 'nothing', params: {}, seed: 1 },
      work: { usefulFlops: 0, executedFlops: 0, compulsoryBytes: 4, modelledBytes: 4 },
      timesNs: times(9_000),
    }),
  ];
}
