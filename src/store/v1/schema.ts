import * as z from 'zod';
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
} from '../schema-basics.ts';
import { recordV1Schema } from './record-schema.ts';

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
