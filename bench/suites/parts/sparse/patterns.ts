import type { ProblemSpec } from '../../../../src/core/problem.ts';
import { problem } from '../cases.ts';

/** A pattern at a density on a square matrix; null where the pattern cannot be that dense. */
type PatternAt = (side: number, density: number) => ProblemSpec | null;

const BLOCK_SIDE = 16;
/** Columns of a group of N:M. */
const GROUP = 4;

export const PATTERNS: Readonly<Record<string, PatternAt>> = {
  uniform: (n, density) => problem('uniform', { m: n, n, density }),
  'exact-k': (n, density) =>
    isFull(density) ? null : problem('exact-k', { m: n, n, k: Math.max(1, Math.round(density * n)) }),
  banded: (n, density) => {
    const halfwidth = Math.round((density * n - 1) / 2);
    return halfwidth >= 0 && density <= 0.5 ? problem('banded', { m: n, n, halfwidth }) : null;
  },
  // Steeper row lengths than this would be cut off at full rows.
  'power-law': (n, density) =>
    density <= 0.2 ? problem('power-law', { m: n, n, mean: Math.max(1, density * n) }) : null,
  block: (n, density) => (isFull(density) ? null : problem('block', { m: n, n, size: BLOCK_SIDE, density })),
  connectome: (n, density) => problem('connectome', { m: n, n, mean: Math.max(1, density * n) }),
  nm: (n, density) => problem('nm', { m: n, n, keep: Math.max(1, Math.round(density * GROUP)) }),
  'one-dense-row': (n, density) =>
    isFull(density) ? null : problem('one-dense-row', { m: n, n, k: Math.max(1, Math.round(density * n)) }),
};

/** A full matrix is the same in all patterns: uniform stands for it. */
function isFull(density: number): boolean {
  return density >= 1;
}

/** Of patterns that end before a full matrix. */
const OWN_DENSITIES: Readonly<Record<string, readonly number[]>> = {
  banded: [0.005, 0.02, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5],
  'power-law': [0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.15, 0.2],
  // The larva's brain has 0.94 %.
  connectome: [0.002, 0.01, 0.05],
  nm: [0.25, 0.5],
  'one-dense-row': [0.005, 0.02, 0.1, 0.3],
};

/** Those of a list that reaches to full matrices, or the pattern's own. */
export function densitiesOf(pattern: string, densities: readonly number[]): readonly number[] {
  return OWN_DENSITIES[pattern] ?? densities;
}
