import * as z from 'zod';

// zod would otherwise try `new Function` once, which a content security policy refuses and reports.
z.config({ jitless: true });

/** Far above any real run; they bound what a hostile file can make the reader do. */
export const CAPS = {
  stringLength: 10_000,
  nameLength: 200,
  records: 10_000,
  samplesPerRecord: 100_000,
  namedValues: 1_000,
  listItems: 10_000,
} as const;

export const text = z.string().max(CAPS.stringLength);
export const name = z.string().min(1).max(CAPS.nameLength);
export const finite = z.number();
export const positiveOrZero = z.number().nonnegative();
export const count = z.number().int().nonnegative();
export const uint32 = z.number().int().min(0).max(0xffffffff);
export const shortHash = z.string().regex(/^[0-9a-f]{16}$/);
export const fullHash = z.string().regex(/^[0-9a-f]{64}$/);
export const addresses = z.array(text).max(CAPS.listItems).readonly();

/** A map from names to values. `__proto__` never arrives here: parse.ts refuses it first. */
export function named<T extends z.ZodType>(value: T) {
  return z
    .record(name, value)
    .refine(map => Object.keys(map).length <= CAPS.namedValues, `at most ${CAPS.namedValues} entries`);
}
