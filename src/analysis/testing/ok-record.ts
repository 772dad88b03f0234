import type { Format } from '../../core/format.ts';
import type { ProblemFacts, ProblemSpec } from '../../core/problem.ts';
import type {
  BenchRecord,
  Case,
  FailedRecord,
  OkRecord,
  RecordKind,
  SkippedRecord,
  TimerId,
} from '../../core/record/record.ts';
import { recordIdentity } from '../../core/record/record-identity.ts';
import type { Sample } from '../../core/record/sample.ts';
import type { Work } from '../../core/work.ts';
import { summarize } from '../../stats/summary.ts';

/** Everything has a default: a stream GEMV of 1024 × 1024 by timestamps, twenty rounds of about 5 µs. */
export interface RecordOptions
  extends Partial<Omit<OkRecord, 'summary' | 'samples' | 'address' | 'status' | 'work'>>,
    Partial<Omit<Case, 'problem'>> {
  readonly problemSpec?: ProblemSpec;
  readonly work?: Partial<Work>;
  /** Samples as they are … */
  readonly samples?: readonly Sample[];
  /** … or times of one execution, one a round, in group `group`. */
  readonly timesNs?: readonly number[];
  readonly group?: string;
}

const NO_HASH = '0'.repeat(64);

/** A record with a summary that follows from its samples and an address that follows from its fields. */
export function okRecord(options: RecordOptions = {}): OkRecord {
  const { timesNs, group, work, samples: givenSamples, ...fields } = options;
  const problem = options.problem ?? denseFacts(1024, 1024);
  const timerId: TimerId =
    options.timerId ?? ((options.clock ?? options.case?.clock) === 'wall' ? 'wall' : 'timestamp');
  const resolutionNs = options.resolutionNs ?? 1;
  const samples = givenSamples ?? samplesOf(timesNs ?? steadyTimes(5_000, 20), { group: group ?? 'alone' });
  const spec = options.problemSpec ??
    options.case?.problem ?? {
      generator: 'dense',
      params: { m: problem.rowCount, n: problem.columnCount },
      seed: 1,
    };
  const base = caseFields({ ...fields, problemSpec: spec });
  const stored = problem.nnz * (base.family === 'csr' ? 8 : 4);
  const compulsoryBytes = stored + 4 * (problem.rowCount + problem.columnCount);
  const flops = 2 * problem.nnz;
  return {
    ...base,
    status: 'ok',
    problem,
    kernelHash: options.kernelHash ?? '0'.repeat(16),
    timerId,
    resolutionNs,
    work: {
      usefulFlops: flops,
      executedFlops: flops,
      compulsoryBytes,
      modelledBytes: compulsoryBytes,
      ...work,
    },
    ...(options.conversionNs !== undefined && { conversionNs: options.conversionNs }),
    check: options.check ?? {
      method: 'every element',
      elementCount: problem.rowCount,
      worstRatio: 0.05,
      tolerance: 1e-5,
    },
    copies: options.copies ?? { count: 1, workingSetBytes: compulsoryBytes, cut: null },
    sampleOrder: options.sampleOrder ?? 'measured',
    samples,
    discardedSamples: options.discardedSamples ?? [],
    summary: summarize(samples, { timerId, resolutionNs, order: options.sampleOrder ?? 'measured' }),
    stop: options.stop ?? { reason: 'precision', rounds: new Set(samples.map(sample => sample.round)).size },
  };
}

export function skippedRecord(options: RecordOptions & { readonly reason?: string } = {}): SkippedRecord {
  const { reason = 'the format does not fit this matrix', ...fields } = options;
  return { ...caseFields(fields), status: 'skipped', reason };
}

export function failedRecord(
  options: RecordOptions & Partial<Pick<FailedRecord, 'stage' | 'message'>> = {},
): FailedRecord {
  const { stage = 'check', message = 'element 3 is 1.5, expected 2.5', ...fields } = options;
  return { ...caseFields(fields), status: 'failed', stage, message };
}

/** Facts of a full matrix. */
export function denseFacts(rowCount: number, columnCount: number, rhsColumnCount = 1): ProblemFacts {
  return {
    pattern: 'dense',
    rowCount,
    columnCount,
    rhsColumnCount,
    nnz: rowCount * columnCount,
    density: 1,
    rowStats: { min: columnCount, mean: columnCount, max: columnCount, empty: 0 },
  };
}

/** Facts of a sparse matrix with the same number of nonzeros in every row, as near as it goes. */
export function sparseFacts(
  pattern: string,
  rowCount: number,
  columnCount: number,
  density: number,
): ProblemFacts {
  const nnz = Math.round(rowCount * columnCount * density);
  const mean = nnz / rowCount;
  return {
    ...denseFacts(rowCount, columnCount),
    pattern,
    nnz,
    density: nnz / (rowCount * columnCount),
    rowStats: { min: Math.floor(mean), mean, max: Math.ceil(mean), empty: 0 },
  };
}

/** One sample a round, 10 ms batches. */
export function samplesOf(
  timesNs: readonly number[],
  { group, firstIndex = 0 }: { readonly group: string; readonly firstIndex?: number },
): Sample[] {
  return timesNs.map((ns, round) => {
    const dispatches = Math.max(1, Math.ceil(1e7 / ns));
    const index = firstIndex + round;
    return { index, round, group, startedAtMs: 12 * index, totalNs: ns * dispatches, dispatches };
  });
}

/** Times around `ns` with a fixed wobble of ±0.2 %, the same at every call. */
export function steadyTimes(ns: number, count: number): number[] {
  return Array.from({ length: count }, (_, i) => ns * (1 + 0.001 * (((i * 7) % 5) - 2)));
}

/** The same records with every time multiplied: nothing that is judged by ratios may change. */
export function scaleTimes(records: readonly BenchRecord[], factor: number): BenchRecord[] {
  return records.map(record => {
    if (record.status !== 'ok') return record;
    const samples = record.samples.map(sample => ({ ...sample, totalNs: sample.totalNs * factor }));
    const resolutionNs = record.resolutionNs * factor;
    const { timerId, sampleOrder: order } = record;
    return {
      ...record,
      samples,
      resolutionNs,
      summary: summarize(samples, { timerId, resolutionNs, order }),
    };
  });
}

const DEFAULT_CASE: Case = {
  kernelId: 'gemv/rows-per-workgroup',
  problem: { generator: 'dense', params: { m: 1024, n: 1024 }, seed: 1 },
  tunables: {},
  cache: 'stream',
  memoryShare: 1,
  clock: 'gpu',
};

function caseFields(options: RecordOptions) {
  const given = { ...DEFAULT_CASE, ...options.case };
  const { kernelId = given.kernelId, problemSpec: problem = given.problem } = options;
  const { memoryShare = given.memoryShare, cache = given.cache } = options;
  const { tunables = given.tunables, clock = given.clock } = options;
  const format = formatOf(options.format ?? 'dense-f32');
  const identity = recordIdentity({
    case: { kernelId, problem, tunables, cache, memoryShare, clock },
    kind: options.kind ?? kindOf(kernelId),
    operation: options.operation ?? 'matvec',
    format: {
      ...format,
      family: options.family ?? format.family,
      valueType: options.valueType ?? format.valueType,
    },
    launchHash: options.launchHash ?? null,
    tunablesComplete: options.tunablesComplete ?? true,
    tuned: options.tuned ?? Object.keys(tunables),
  });
  return { ...identity, sha256: options.sha256 ?? NO_HASH };
}

/** Ids of made-up kernels begin as those of real ones do. */
function kindOf(kernelId: string): RecordKind {
  const room = kernelId.split('/')[0]!;
  if (room === 'host') return 'host';
  return ['cuda', 'cublas', 'cusparse'].includes(room) ? 'vendor' : 'webgpu';
}

const FAMILIES: Readonly<Record<string, Format['family']>> = { dense: 'dense', csr: 'csr', words: 'probe' };

/** Ids of formats begin with their family and end with the type of their values. */
function formatOf(id: string): Pick<Format, 'id' | 'family'> & { valueType: string } {
  const [family, valueType = 'u32'] = id.split('-');
  return { id, family: FAMILIES[family!] ?? 'sparse-other', valueType };
}
