import * as z from 'zod';
import {
  CAPS,
  count,
  finite,
  fullHash,
  name,
  named,
  positiveOrZero,
  shortHash,
  text,
  uint32,
} from '../schema-basics.ts';

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

export type RecordV1 = z.infer<typeof recordV1Schema>;
