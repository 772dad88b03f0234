import * as z from 'zod';

/** One file of the index: its name changes with its content, so that a cache may keep it for ever. */
const part = z.strictObject({
  name: z.string().regex(/^[\w.-]+\.parquet$/),
  byteLength: z.int().positive(),
});

const manifest = z.strictObject({
  indexVersion: z.literal(1),
  runs: part.extend({ rowCount: z.int().min(0) }),
  records: part.extend({ rowCount: z.int().min(0) }),
  /** Ids of the kernels that any record has, sorted. */
  kernels: z.array(z.string()),
});

/** index.json: the only name of a published corpus that stays while its content changes. */
export type Manifest = Readonly<z.infer<typeof manifest>>;

/** @throws Error where it is none, or of a newer version */
export function parseManifest(value: unknown): Manifest {
  const parsed = manifest.safeParse(value);
  if (parsed.success) return parsed.data;
  const { path, message } = parsed.error.issues[0]!;
  throw new Error(`the index of the corpus is not one that this page reads: ${path.join('.')}: ${message}`);
}
