import * as z from 'zod';
import { InvalidFileError } from '../core/errors.ts';
import type { SimulatedDevice } from '../simulate/device.ts';
import { describeValue, formatFieldPath, valueAt } from '../store/field-path.ts';
import { parseJson } from '../store/json-syntax.ts';
import { schemaFault } from '../store/schema-fault.ts';

const MIB = 2 ** 20;
/** Limits that a file leaves out are this many times as fast as memory: they limit nothing. */
const UNLIMITED = 50;
const BYTES_PER_LOAD = 16;

const rate = z.number().positive().max(1e18);
const ns = z.number().nonnegative().max(1e12);
const step = z.number().min(1e-3).max(1e9);
const share = z.number().min(0).max(1);
const traits = z.strictObject({
  memoryShare: z.number().min(0.001).max(1).default(1),
  instructions: z.number().min(0.001).max(1000).default(1),
  inFlight: z.number().min(0.001).max(1000).default(1),
});
const cacheLevel = z.strictObject({
  bytes: z
    .number()
    .min(4 * 1024)
    .max(2 ** 40),
  bytesPerSecond: rate,
  latencyNs: ns.default(100),
});
const ascending = (levels: readonly { bytes: number }[]): boolean =>
  levels.every(({ bytes }, i) => i === 0 || bytes > levels[i - 1]!.bytes);

const deviceSchema = z.strictObject({
  name: z.string().min(1).max(100),
  memory: z.strictObject({
    bytesPerSecond: rate,
    latencyNs: ns.default(500),
    largestMatrixBytes: z
      .number()
      .min(MIB)
      .max(1024 * MIB)
      .default(64 * MIB),
  }),
  caches: z
    .array(cacheLevel)
    .min(1)
    .max(4)
    .refine(ascending, 'expected levels from the nearest to the last, each larger'),
  flopsPerSecond: rate,
  loadBytesPerSecond: rate.optional(),
  inputLoadCost: share.default(0),
  instructionsPerSecond: rate.optional(),
  bytesInFlight: z.number().min(64).max(1e12).optional(),
  unpackInstructions: z
    .strictObject({
      f32: z.number().min(0).max(1000).default(0),
      f16: z.number().min(0).max(1000).default(0.25),
      i8: z.number().min(0).max(1000).default(0.5),
      i4: z.number().min(0).max(1000).default(0.75),
    })
    .prefault({}),
  launchNs: ns.default(1500),
  rampNs: ns.default(500),
  encodeNs: ns.default(5000),
  submitNs: ns.default(50_000),
  overlapExponent: z.union([z.number().min(1), z.literal('infinite')]).default('infinite'),
  kernels: z.record(z.string(), traits).default({}),
  folded: z.record(z.string(), share).default({}),
  timestamps: z.boolean().default(true),
  timestampStepNs: step.default(100),
  wallStepNs: step.default(100),
  noise: z
    .strictObject({
      deviation: z.number().min(0).max(0.5).default(0.01),
      memoryMs: z.number().min(1).max(1e6).default(500),
      tailShare: share.default(0.02),
      tailSize: z.number().min(0).max(10).default(0.1),
      stallsPerSecond: z.number().min(0).max(100).default(0.1),
      stallMs: z.number().min(0).max(1000).default(5),
    })
    .prefault({}),
  throttling: z
    .strictObject({
      depth: z.number().min(0).max(0.9).default(0),
      memoryDepth: z.number().min(0).max(0.9).default(0),
      periodMs: z.number().min(1).max(1e7).default(5000),
    })
    .prefault({}),
});

/**
 * A device that a user describes. Only name, memory.bytesPerSecond, caches and flopsPerSecond are required.
 * @throws InvalidFileError naming file, line or field, what is there and what was expected
 */
export function parseDevice(text: string, fileName: string): SimulatedDevice {
  const raw = parseJson(text, fileName);
  const parsed = deviceSchema.safeParse(raw);
  if (!parsed.success) throw deviceFault(parsed.error, raw, fileName);
  const device = parsed.data;
  const { bytesPerSecond, latencyNs } = device.memory;
  const unlimited = UNLIMITED * Math.max(bytesPerSecond, ...device.caches.map(cache => cache.bytesPerSecond));
  return {
    ...device,
    loadBytesPerSecond: device.loadBytesPerSecond ?? unlimited,
    instructionsPerSecond: device.instructionsPerSecond ?? unlimited / BYTES_PER_LOAD,
    bytesInFlight: device.bytesInFlight ?? Math.max(1, unlimited * Math.max(1, latencyNs) * 1e-9),
    overlapExponent:
      device.overlapExponent === 'infinite' ? Number.POSITIVE_INFINITY : device.overlapExponent,
  };
}

function deviceFault(error: z.ZodError, raw: unknown, fileName: string): InvalidFileError {
  const issue = error.issues[0]!;
  const place = issue.path.length === 0 ? null : formatFieldPath(issue.path);
  if (issue.code === 'unrecognized_keys') {
    const unknown = describeValue(issue.keys[0]);
    return new InvalidFileError(fileName, place, `unknown field ${unknown}; --help shows an example`);
  }
  if (issue.code === 'invalid_union') {
    const found = describeValue(valueAt(raw, issue.path));
    return new InvalidFileError(
      fileName,
      place,
      `expected a number of at least 1 or "infinite", found ${found}`,
    );
  }
  return schemaFault(error, raw, [], fileName);
}
