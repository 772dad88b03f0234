import * as z from 'zod';
import { CAPS } from '../schema.ts';

const text = z.string().max(CAPS.stringLength);
const name = z.string().min(1).max(CAPS.nameLength);
const finite = z.number();
const positiveOrZero = z.number().nonnegative();
const count = z.number().int().nonnegative();
const uint32 = z.number().int().min(0).max(0xffffffff);
const shortHash = z.string().regex(/^[0-9a-f]{16}$/);
const fullHash = z.string().regex(/^[0-9a-f]{64}$/);
const addresses = z.array(text).max(CAPS.listItems).readonly();

/** A map from names to values. `__proto__` never arrives here: parse.ts refuses it first. */
function named<T extends z.ZodType>(value: T) {
  return z
    .record(name, value)
    .refine(map => Object.keys(map).length <= CAPS.namedValues, `at most ${CAPS.namedValues} entries`);
}

const rowStats = z.strictObject({ min: count, mean: positiveOrZero, max: count, empty: count });

const problemSpec = z.strictObject({
  generator: name,
  params: named(z.union([finite, text])),
  seed: uint32,
});

const problemFacts = z.strictObject({
  pattern: text,
  rowCount: count,
  columnCount: count,
  rhsColumnCount: count,
  nnz: count,
  density: positiveOrZero,
  rowStats,
});

const sample = z.strictObject({
  index: count,
  round: count,
  group: text,
  startedAtMs: positiveOrZero,
  totalNs: positiveOrZero,
  dispatches: z.number().int().min(1),
});

const samples = z.array(sample).max(CAPS.samplesPerRecord);

const summary = z.strictObject({
  medianNs: positiveOrZero,
  lowNs: positiveOrZero,
  highNs: positiveOrZero,
  madNs: positiveOrZero,
  minNs: positiveOrZero,
  sampleCount: count,
  driftRatio: positiveOrZero,
  flags: z.array(z.enum(['unresolved', 'drift', 'heavy-tails', 'few-samples'])).readonly(),
});

const recordBase = {
  address: text,
  kernelId: name,
  operation: z.enum([
    'matvec',
    'matmul',
    'decode',
    'read',
    'write',
    'copy',
    'gather',
    'fma',
    'ladder',
    'dispatch',
  ]),
  format: name,
  problemSpec,
  memoryShare: z.number().min(0).max(1),
  cache: z.enum(['stream', 'hot']),
  tunables: named(finite),
  sha256: fullHash,
};

const okRecord = z.strictObject({
  ...recordBase,
  status: z.literal('ok'),
  problem: problemFacts,
  kernelHash: shortHash,
  timerId: z.enum(['timestamp', 'wall', 'host']),
  resolutionNs: positiveOrZero,
  work: z.strictObject({
    usefulFlops: positiveOrZero,
    executedFlops: positiveOrZero,
    compulsoryBytes: positiveOrZero,
    modelledBytes: positiveOrZero,
  }),
  stageCount: count.exactOptional(),
  check: z.strictObject({
    method: text,
    elementCount: count,
    worstRatio: positiveOrZero,
    tolerance: positiveOrZero,
  }),
  copies: z.strictObject({ count, workingSetBytes: positiveOrZero, cut: text.nullable() }),
  sampleOrder: z.enum(['measured', 'sorted']),
  samples: samples.min(1).readonly(),
  discardedSamples: samples.readonly(),
  summary,
  stop: z.strictObject({
    reason: z.enum(['precision', 'time-cap', 'round-cap', 'interrupted']),
    rounds: count,
  }),
});

const skippedRecord = z.strictObject({ ...recordBase, status: z.literal('skipped'), reason: text });

const failedRecord = z.strictObject({
  ...recordBase,
  status: z.literal('failed'),
  stage: z.enum(['problem', 'encode', 'prepare', 'run', 'check', 'time', 'check-after']),
  message: text,
});

export const recordV1Schema = z.discriminatedUnion('status', [okRecord, skippedRecord, failedRecord]);

const ceiling = z.strictObject({
  id: z.enum(['read', 'write', 'copy', 'gather', 'fma', 'dispatch']),
  unit: z.enum(['B/s', 'FLOP/s', 'ns']),
  value: finite,
  low: finite,
  high: finite,
  kind: z.enum(['memory', 'mixed', 'instruction-limited', 'unknown']),
  evidence: addresses,
  curve: z
    .array(
      z.strictObject({
        workingSetBytes: positiveOrZero,
        value: finite,
        low: finite,
        high: finite,
        address: text,
      }),
    )
    .max(CAPS.listItems)
    .readonly(),
});

const finding = z.strictObject({
  id: name,
  title: text,
  status: z.enum(['supported', 'refuted', 'undecided']),
  value: finite.nullable(),
  low: finite.nullable(),
  high: finite.nullable(),
  unit: text,
  evidence: addresses,
  reason: text,
});

const crossover = z.strictObject({
  pattern: text,
  rowCount: count,
  columnCount: count,
  kernelId: name,
  denseAddress: text,
  points: z
    .array(
      z.strictObject({
        density: positiveOrZero,
        ratio: positiveOrZero,
        low: positiveOrZero,
        high: positiveOrZero,
        sparseNs: positiveOrZero,
        denseNs: positiveOrZero,
        dispatchLimited: z.boolean(),
        address: text,
      }),
    )
    .max(CAPS.listItems)
    .readonly(),
  status: z.enum(['crosses', 'no crossing in range', 'not monotone', 'undecided']),
  crossing: z.strictObject({ value: finite, low: finite.nullable(), high: finite.nullable() }).nullable(),
  byteModelDensity: finite,
  reason: text,
});

const share = z.strictObject({
  value: finite.nullable(),
  low: finite.nullable(),
  high: finite.nullable(),
});

const verdict = z.strictObject({
  regime: z.enum(['bandwidth', 'compute', 'dispatch', 'none', 'undecided']),
  sentence: text,
  reason: text,
  judged: text.nullable(),
  shares: z.strictObject({ bandwidth: share, compute: share, dispatch: share }),
});

const environment = z.strictObject({
  adapter: z.strictObject({
    vendor: text,
    architecture: text,
    device: text,
    description: text,
    subgroupMinSize: count.nullable(),
    subgroupMaxSize: count.nullable(),
    isFallbackAdapter: z.boolean(),
    class: z.enum(['hardware', 'software']),
  }),
  features: z.array(name).max(CAPS.namedValues).readonly(),
  limits: named(finite),
  toggles: z.array(name).max(CAPS.namedValues).readonly(),
  runtime: z.strictObject({ name: text, version: text, platform: text }),
  clock: z.strictObject({
    timestampStepNs: positiveOrZero.nullable(),
    timestampsQuantised: z.boolean().nullable(),
    wallStepNs: positiveOrZero,
    agreement: z.strictObject({ ratio: finite, low: finite, high: finite }).nullable(),
    overlaps: z.enum(['yes', 'no', 'unknown']),
  }),
  label: text.nullable(),
});

const session = z.strictObject({
  suite: name,
  seed: uint32,
  startedAt: z.iso.datetime(),
  durationMs: positiveOrZero,
  ended: z.enum(['complete', 'time-cap', 'interrupted', 'device-lost']),
  plannedRounds: count,
  discardedRounds: count,
  unsteady: z.boolean(),
});

/** Result file v1, as it was published: it never changes again. Unknown fields are errors. */
export const resultFileV1Schema = z.strictObject({
  schemaVersion: z.literal(1),
  programVersion: name,
  suiteHash: shortHash,
  session,
  environment,
  records: z.array(recordV1Schema).max(CAPS.records).readonly(),
  ceilings: z.array(ceiling).max(CAPS.listItems).readonly(),
  findings: z.array(finding).max(CAPS.listItems).readonly(),
  crossovers: z.array(crossover).max(CAPS.listItems).readonly(),
  verdict,
  thresholds: named(finite),
  sha256: fullHash,
});

/** The published JSON Schema (draft 2020-12), in results/ridgepoint-result.v1.schema.json. */
export function resultV1JsonSchema(): unknown {
  return z.toJSONSchema(
    resultFileV1Schema.meta({
      title: 'Ridgepoint result file',
      description:
        'One run. Units end the names: Ns, Ms, Bytes, Flops. Each record carries the SHA-256 of its own canonical ' +
        'JSON (RFC 8785) without the field sha256; so does the file, each record standing in it as its hash. Summaries, ' +
        'ceilings, findings, crossovers and verdict follow from the samples.',
    }),
  );
}

export type ResultFileV1 = z.infer<typeof resultFileV1Schema>;
export type RecordV1 = z.infer<typeof recordV1Schema>;
