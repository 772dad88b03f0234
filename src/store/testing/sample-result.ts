import {
  denseFacts,
  failedRecord,
  okRecord,
  type RecordOptions,
  skippedRecord,
  sparseFacts,
  steadyTimes,
} from '../../analysis/testing/records.ts';
import type { Analysis } from '../../core/record/finding.ts';
import type { BenchRecord, OkRecord } from '../../core/record/record.ts';
import { type ResultFile, SCHEMA_VERSION } from '../../core/record/result-file.ts';
import { summarize } from '../../stats/summary.ts';
import { sealFile, sealRecord } from '../hash.ts';
import type { ValidationTools } from '../validate.ts';

/** A small result file written by hand, records sealed, for tests of stores, reports and commands. */

const SIDE = 1024;

const gemv: RecordOptions = { problem: denseFacts(SIDE, SIDE), timesNs: steadyTimes(46_000, 20) };

function csr(kernelId: string, density: number, ns: number): OkRecord {
  return okRecord({
    kernelId,
    format: 'csr-f32',
    problemSpec: { generator: 'uniform', params: { m: SIDE, n: SIDE, density }, seed: 1 },
    problem: sparseFacts('uniform', SIDE, SIDE, density),
    timesNs: steadyTimes(ns, 20),
    group: `density ${density}`,
  });
}

const gemm = okRecord({
  kernelId: 'gemm/tiled',
  operation: 'matmul',
  problemSpec: { generator: 'dense', params: { m: 512, n: 512, b: 512 }, seed: 1 },
  problem: denseFacts(512, 512, 512),
  timesNs: steadyTimes(1_340_000, 20).map((ns, i) => ns * (1 + i / 100)),
  work: { usefulFlops: 2 * 512 ** 3, executedFlops: 2 * 512 ** 3, compulsoryBytes: 12 * 512 ** 2 },
  tunables: { tile: 64 },
  copies: { count: 2, workingSetBytes: 4 * 2 ** 20, cut: 'the time budget' },
});

const read = okRecord({
  kernelId: 'probe/read',
  operation: 'read',
  format: 'words',
  problemSpec: { generator: 'words', params: { n: SIDE * SIDE }, seed: 1 },
  problem: { ...denseFacts(1, SIDE * SIDE), pattern: 'words' },
  work: {
    usefulFlops: 0,
    executedFlops: 0,
    compulsoryBytes: 4 * SIDE * SIDE,
    modelledBytes: 4 * SIDE * SIDE,
  },
  timesNs: steadyTimes(42_000, 20),
});

const unresolved = okRecord({
  ...gemv,
  kernelId: 'gemv/row-per-thread',
  resolutionNs: 65_536,
  samples: Array.from({ length: 5 }, (_, i) => ({
    index: i,
    round: i,
    group: 'alone',
    startedAtMs: i,
    totalNs: 65_536 * (i % 2),
    dispatches: 1,
  })),
});

const host = okRecord({
  ...gemv,
  kernelId: 'host/dense',
  timerId: 'host',
  sampleOrder: 'sorted',
  timesNs: steadyTimes(1_100_000, 20).sort((a, b) => a - b),
});

const GEMV = okRecord(gemv);
const CROSSING = [csr('spmv/csr-vector', 0.1, 14_000), csr('spmv/csr-vector', 0.5, 62_000)] as const;

const RECORDS: readonly BenchRecord[] = [
  read,
  GEMV,
  okRecord({ ...gemv, memoryShare: 0.5, timesNs: steadyTimes(44_000, 20) }),
  okRecord({ ...gemv, clock: 'wall', resolutionNs: 1_000, timesNs: steadyTimes(52_000, 20) }),
  unresolved,
  host,
  ...CROSSING,
  csr('spmv/csr-scalar', 0.1, 33_000),
  gemm,
  skippedRecord({
    kernelId: 'gemv/subgroup',
    reason: 'the adapter has no feature "subgroups"',
  }),
  failedRecord({ kernelId: 'gemm/naive', operation: 'matmul' }),
];

const ANALYSIS: Analysis = {
  ceilings: [
    {
      id: 'read',
      unit: 'B/s',
      value: 99.86e9,
      low: 99.7e9,
      high: 100.1e9,
      kind: 'instruction-limited',
      evidence: [read.address],
      curve: [
        { workingSetBytes: 65_536, value: 210e9, low: 200e9, high: 220e9, address: read.address },
        {
          workingSetBytes: 4 * SIDE * SIDE,
          value: 99.86e9,
          low: 99.7e9,
          high: 100.1e9,
          address: read.address,
        },
      ],
    },
    {
      id: 'fma',
      unit: 'FLOP/s',
      value: 1.23e12,
      low: 1.2e12,
      high: 1.25e12,
      kind: 'unknown',
      evidence: [],
      curve: [],
    },
    {
      id: 'dispatch',
      unit: 'ns',
      value: 2100,
      low: 1900,
      high: 2500,
      kind: 'unknown',
      evidence: [],
      curve: [],
    },
  ],
  findings: [
    {
      id: 'E1',
      title: 'Share of the read ceiling',
      status: 'undecided',
      value: null,
      low: null,
      high: null,
      unit: '',
      evidence: [GEMV.address],
      reason: 'The read ceiling is not one of memory.',
    },
    {
      id: 'E6',
      title: 'Dilution',
      status: 'refuted',
      value: 0.957,
      low: 0.951,
      high: 0.962,
      unit: '',
      evidence: [GEMV.address],
      reason: 'With half of the memory traffic it takes 0.957 of the time; bandwidth predicts at most 0.7.',
    },
  ],
  crossovers: [
    {
      pattern: 'uniform',
      rowCount: SIDE,
      columnCount: SIDE,
      kernelId: 'spmv/csr-vector',
      denseAddress: GEMV.address,
      points: CROSSING.map(record => {
        const sparseNs = record.summary.medianNs;
        const ratio = sparseNs / 46_000;
        return {
          density: record.problem.density,
          ratio,
          low: ratio * 0.99,
          high: ratio * 1.01,
          sparseNs,
          denseNs: 46_000,
          dispatchLimited: false,
          address: record.address,
        };
      }),
      status: 'crosses',
      crossing: { value: 0.364, low: 0.341, high: null },
      byteModelDensity: 0.5,
      reason: 'Between neighbours 1.25 apart.',
    },
  ],
  verdict: {
    regime: 'none',
    sentence: 'On this CPU, batch-1 inference is limited by neither bandwidth, arithmetic nor dispatch.',
    reason: 'E6 is refuted: memory speed does not matter.',
    judged: GEMV.address,
    shares: {
      bandwidth: { value: 0.914, low: 0.91, high: 0.92 },
      compute: { value: 0.037, low: 0.036, high: 0.038 },
      dispatch: { value: null, low: null, high: null },
    },
  },
};

const SAMPLE_RULES = '0'.repeat(16);

const SAMPLE_THRESHOLDS = { e6Supported: 0.7, e6Refuted: 0.85 };

export async function sampleResultFile(): Promise<ResultFile> {
  return sealFile({
    schemaVersion: SCHEMA_VERSION,
    programVersion: '0.1.0',
    judgedBy: { programVersion: '0.1.0', rulesHash: SAMPLE_RULES },
    suiteHash: '0123456789abcdef',
    session: {
      suite: 'quick',
      seed: 1,
      startedAt: '2026-01-31T12:34:56.789Z',
      durationMs: 58_300,
      ended: 'complete',
      plannedRounds: 20,
      discardedRounds: 2,
      unsteady: false,
    },
    environment: {
      adapter: {
        vendor: 'google',
        architecture: 'swiftshader',
        device: '0xc0de',
        description: 'SwiftShader Device (Subzero)',
        subgroupMinSize: 4,
        subgroupMaxSize: 4,
        isFallbackAdapter: true,
        class: 'software',
      },
      features: ['timestamp-query'],
      limits: { maxBufferSize: 2 ** 30 },
      toggles: ['allow_unsafe_apis'],
      runtime: { name: 'node', version: '20.20.2', platform: 'linux x64' },
      clock: {
        timestampStepNs: 1,
        timestampsQuantised: false,
        wallStepNs: 1000,
        agreement: { ratio: 1.001, low: 0.99, high: 1.01 },
        overlaps: 'no',
      },
      label: null,
    },
    records: await Promise.all(RECORDS.map(sealRecord)),
    ...ANALYSIS,
    thresholds: SAMPLE_THRESHOLDS,
  });
}

/** The real summary; of the analysis, whatever the sample says. */
export const SAMPLE_TOOLS: ValidationTools = {
  summarize: ({ samples, timerId, resolutionNs, sampleOrder: order }) =>
    summarize(samples, { timerId, resolutionNs, order }),
  analyse: () => ANALYSIS,
  thresholds: SAMPLE_THRESHOLDS,
  rulesHash: SAMPLE_RULES,
};

const HOSTILE_TEXT =
  '</style><script>alert(1)</script><img src=x onerror=alert(1)> "\'`|\\ ![a](javascript:alert(1)) =1+1,\r\n\u001b[2J\u009b\u202e\u061c\u200b\ufeff\u{e0041} $x$ :smile:';

/** The same file with a hostile text in place of every free one: valid for the schema, harmless in no report. */
export function hostileResultFile(file: ResultFile): ResultFile {
  const bad = HOSTILE_TEXT;
  return {
    ...file,
    programVersion: bad,
    session: { ...file.session, suite: bad },
    environment: {
      ...file.environment,
      adapter: { ...file.environment.adapter, vendor: bad, architecture: bad, device: bad, description: bad },
      features: [bad],
      toggles: [bad],
      runtime: { name: bad, version: bad, platform: bad },
      clock: { ...file.environment.clock, notes: [bad] },
      label: bad,
    },
    records: file.records.map((record, index) => {
      const base = { ...record, address: `${index} ${bad}`, kernelId: bad, format: bad };
      if (base.status === 'skipped') return { ...base, reason: bad };
      if (base.status === 'failed') return { ...base, message: bad };
      const problem = { ...base.problem, pattern: bad };
      return { ...base, problem, check: { ...base.check, method: bad }, tunables: { [bad]: 1 } };
    }),
    findings: file.findings.map(finding => ({ ...finding, title: bad, unit: bad, reason: bad })),
    crossovers: file.crossovers.map(series => ({
      ...series,
      pattern: bad,
      kernelId: bad,
      denseAddress: bad,
      reason: bad,
    })),
    verdict: { ...file.verdict, sentence: bad, reason: bad, judged: bad },
  };
}
