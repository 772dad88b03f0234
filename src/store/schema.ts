import * as z from 'zod';
import { type ResultFile, SCHEMA_VERSION } from '../core/record/result-file.ts';
import { recordSchema } from './record-schema.ts';
import {
  addresses,
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

const ceiling = z.object({
  id: z.enum(['read', 'write', 'copy', 'gather', 'fma', 'fma-f16', 'dot-i8', 'dispatch']),
  unit: z.enum(['B/s', 'FLOP/s', 'OP/s', 'ns']),
  value: finite,
  low: finite,
  high: finite,
  kind: z.enum(['memory', 'mixed', 'instruction-limited', 'unknown']),
  passedBy: text.exactOptional(),
  evidence: addresses,
  curve: z
    .array(
      z.object({
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

const finding = z.object({
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

const crossover = z.object({
  pattern: text,
  rowCount: count,
  columnCount: count,
  kernelId: name,
  denseAddress: text,
  points: z
    .array(
      z.object({
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
  crossing: z.object({ value: finite, low: finite.nullable(), high: finite.nullable() }).nullable(),
  byteModelDensity: finite,
  reason: text,
});

const share = z.object({
  value: finite.nullable(),
  low: finite.nullable(),
  high: finite.nullable(),
});

const verdict = z.object({
  regime: z.enum(['bandwidth', 'compute', 'dispatch', 'none', 'undecided']),
  sentence: text,
  reason: text,
  judged: text.nullable(),
  shares: z.object({ bandwidth: share, compute: share, dispatch: share }),
});

const environment = z.object({
  adapter: z.object({
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
  concession: text.exactOptional(),
  toggles: z.array(name).max(CAPS.namedValues).readonly(),
  runtime: z.object({ name: text, version: text, platform: text }),
  clock: z.object({
    timestampStepNs: positiveOrZero.nullable(),
    timestampsQuantised: z.boolean().nullable(),
    wallStepNs: positiveOrZero,
    wallAnswerNs: positiveOrZero.exactOptional(),
    agreement: z.object({ ratio: finite, low: finite, high: finite }).nullable(),
    overlaps: z.enum(['yes', 'no', 'unknown']),
    notes: z.array(text).max(CAPS.listItems).readonly().exactOptional(),
  }),
  label: text.nullable(),
});

const session = z.object({
  suite: name,
  seed: uint32,
  startedAt: z.iso.datetime(),
  durationMs: positiveOrZero,
  ended: z.enum(['complete', 'time-cap', 'interrupted', 'device-lost', 'partial']),
  lastSection: text.exactOptional(),
  continued: z
    .array(z.object({ atMs: positiveOrZero, waitedMs: positiveOrZero }))
    .max(CAPS.listItems)
    .readonly()
    .exactOptional(),
  plannedRounds: count,
  discardedRounds: count,
  unsteady: z.boolean(),
  failedAgain: count.exactOptional(),
});

/**
 * Result file v2: the run-time form of core/record/result-file.ts. Unknown fields are let through and stay in what is hashed:
 * the version grows by optional fields, which programs of before read as absent.
 */
export const resultFileSchema = z.object({
  schemaVersion: z.literal(SCHEMA_VERSION),
  programVersion: name,
  catalogueHash: shortHash.exactOptional(),
  migratedFrom: z.object({ schemaVersion: z.literal(1), sha256: fullHash }).exactOptional(),
  judgedBy: z.object({ programVersion: name, rulesHash: shortHash.nullable() }),
  suiteHash: shortHash,
  session,
  environment,
  records: z.array(recordSchema).max(CAPS.records).readonly(),
  ceilings: z.array(ceiling).max(CAPS.listItems).readonly(),
  findings: z.array(finding).max(CAPS.listItems).readonly(),
  crossovers: z.array(crossover).max(CAPS.listItems).readonly(),
  verdict,
  thresholds: named(finite),
  sha256: fullHash,
});

/** The published JSON Schema (draft 2020-12), in results/ridgepoint-result.v2.schema.json. */
export function resultJsonSchema(): unknown {
  return z.toJSONSchema(
    resultFileSchema.meta({
      title: 'Ridgepoint result file',
      description:
        'One run. Units end the names: Ns, Ms, Bytes, Flops. Each record carries the SHA-256 of its own canonical ' +
        'JSON (RFC 8785) without the field sha256; so does the file, each record standing in it as its hash. Summaries, ' +
        'ceilings, findings, crossovers and verdict follow from the samples, by the rules that judgedBy names. Fields ' +
        'that are not named here may be there: they are hashed like all others.',
    }),
    { io: 'input' },
  );
}

type Schema = z.infer<typeof resultFileSchema>;
type Assignable<From extends To, To> = From;
/** Do not compile when schema and core type part ways. */
export type SchemaFitsCore = Assignable<Schema, ResultFile>;
export type CoreFitsSchema = Assignable<ResultFile, Schema>;
