import type { Encoded, Format } from '../../core/format.ts';
import type { Matrix } from '../../core/problem.ts';
import { NS_PER_MS } from '../../core/units.ts';
import { RESOLVED_STEPS } from '../../stats/summary.ts';

/** The host's clock, as far as it times what runs once. */
export interface HostClock {
  /** Milliseconds, monotonic. */
  now(): number;
  readonly stepNs: number;
}

/** A matrix in a format, and what putting it there took. */
export interface Converted {
  readonly encoded: Encoded;
  /** Null where nothing was converted, or too little for the clock: see conversionOf. */
  readonly conversionNs: number | null;
}

/**
 * Encodes a matrix and times it: one call, the first that this matrix sees, so that what a runtime spends on code it has not
 * run often is in it, as it is for a user who converts once. Of how often that code ran before, on other matrices, nothing is
 * known. Whether the format admits the matrix, and copying to the device, are not in it.
 */
export function converted(format: Format, a: Matrix, clock: HostClock | null): Converted {
  if (clock === null) return { encoded: format.encode(a), conversionNs: null };
  const startedAtMs = clock.now();
  const encoded = format.encode(a);
  const elapsedNs = Math.round((clock.now() - startedAtMs) * NS_PER_MS);
  return { encoded, conversionNs: conversionOf(a, encoded, elapsedNs, clock.stepNs) };
}

/**
 * From compressed rows only: of a matrix that is given dense nobody converts to dense. An encoding that shares all its arrays with
 * the matrix is no conversion. Under 20 steps of the clock nothing is said.
 */
function conversionOf(a: Matrix, { arrays }: Encoded, elapsedNs: number, stepNs: number): number | null {
  if (a.kind !== 'sparse') return null;
  const own: readonly unknown[] = [a.rowPointers, a.columnIndices, a.values];
  if (Object.values(arrays).every(array => own.includes(array))) return null;
  return elapsedNs >= RESOLVED_STEPS * stepNs && elapsedNs > 0 ? elapsedNs : null;
}
