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
} from './schema-basics.ts';

const rowStats = z.object({ min: count, mean: positiveOrZero, max: count, empty: count });

const problemSpec = z.object({
  generator: name,
  params: named(z.union([finite, text])),
  seed: uint32,
});

const problemFacts = z.object({
  pattern: text,
  rowCount: count,
  columnCount: count,
  rhsColumnCount: count,
  nnz: count,
  storedEntries: count.exactOptional(),
  activeInputs: count.exactOptional(),
  activeNnz: count.exactOptional(),
  density: positiveOrZero,
  rowStats,
});

/** The same in version 1. */
export const sampleSchema = z.object({
  index: count,
  round: count,
  group: text,
  startedAtMs: positiveOrZero,
  totalNs: positiveOrZero,
  dispatches: z.number().int().min(1),
});

const samples = z.array(sampleSchema).max(CAPS.samplesPerRecord);

const summary = z.object({
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
  case: z.object({
    kernelId: name,
    problem: problemSpec,
    tunables: named(finite),
    cache: z.enum(['stream', 'hot']),
    memoryShare: z.number().min(0).max(1),
    residentBytes: count.exactOptional(),
    clock: z.enum(['gpu', 'wall']),
  }),
  tunablesComplete: z.boolean(),
  tuned: z.array(name).max(CAPS.namedValues).readonly(),
  kind: z.enum(['webgpu', 'host', 'vendor']),
  operation: name,
  format: name,
  family: z.enum(['dense', 'csr', 'sparse-other', 'probe']),
  valueType: name,
  launchHash: shortHash.nullable(),
  sha256: fullHash,
};

const okRecord = z.object({
  ...recordBase,
  status: z.literal('ok'),
  problem: problemFacts,
  kernelHash: shortHash,
  timerId: z.enum(['timestamp', 'wall', 'host']),
  resolutionNs: positiveOrZero,
  work: z.object({
    usefulFlops: positiveOrZero,
    executedFlops: positiveOrZero,
    compulsoryBytes: positiveOrZero,
    modelledBytes: positiveOrZero,
  }),
  stageCount: count.exactOptional(),
  conversionNs: count.exactOptional(),
  check: z.object({
    method: text,
    elementCount: count,
    worstRatio: positiveOrZero,
    tolerance: positiveOrZero,
  }),
  copies: z.object({ count, workingSetBytes: positiveOrZero, cut: text.nullable() }),
  sampleOrder: z.enum(['measured', 'sorted']),
  samples: samples.min(1).readonly(),
  discardedSamples: samples.readonly(),
  summary,
  stop: z.object({
    reason: z.enum(['precision', 'time-cap', 'round-cap', 'interrupted']),
    rounds: count,
  }),
});

const skippedRecord = z.object({
  ...recordBase,
  status: z.literal('skipped'),
  reason: text,
  cause: z.enum(['time', 'stopped', 'device-lost', 'feature', 'plan', 'unfit']).exactOptional(),
});

const failedRecord = z.object({
  ...recordBase,
  status: z.literal('failed'),
  stage: z.enum(['problem', 'encode', 'prepare', 'run', 'check', 'time', 'check-after']),
  message: text,
});

export const recordSchema = z.discriminatedUnion('status', [okRecord, skippedRecord, failedRecord]);
