import type { Matrix } from '../core/problem.ts';

/** Dropped when no problem holds it. */
const matrices = new Map<string, WeakRef<Matrix>>();

/**
 * A matrix that problems share: multiplied with one vector or a batch, it lies once on the host and once on the device.
 * Nobody may write to it.
 * @param key names the matrix, seed included
 */
export function sharedMatrix(key: string, make: () => Matrix): Matrix {
  const known = matrices.get(key)?.deref();
  if (known) return known;
  const made = make();
  matrices.set(key, new WeakRef(made));
  return made;
}
