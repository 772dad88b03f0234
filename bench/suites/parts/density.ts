import { kernels } from '../../../src/catalog.ts';
import type { Halving, Section, SuiteContext } from '../../../src/core/plan.ts';
import type { ProblemSpec } from '../../../src/core/problem.ts';
import type { BenchRecord, OkRecord } from '../../../src/core/record/record.ts';
import { against, isDenseProduct, problem, singles, tunedCase } from './cases.ts';
import { familyOf, fastestDenseId } from './dense.ts';

/** A pattern at a density on a square matrix; null where the pattern cannot be that dense. */
type PatternAt = (side: number, density: number) => ProblemSpec | null;

const BLOCK_SIDE = 16;

/** Those that are dense to the end come first: what a run has left for the last section is enough to make the others. */
export const PATTERNS: Readonly<Record<string, PatternAt>> = {
  uniform: (n, density) => problem('uniform', { m: n, n, density }),
  'exact-k': (n, density) =>
    isFull(density) ? null : problem('exact-k', { m: n, n, k: Math.max(1, Math.round(density * n)) }),
  banded: (n, density) => {
    const halfwidth = Math.round((density * n - 1) / 2);
    return halfwidth >= 0 && density <= 0.5 ? problem('banded', { m: n, n, halfwidth }) : null;
  },
  block: (n, density) => (isFull(density) ? null : problem('block', { m: n, n, size: BLOCK_SIDE, density })),
  'one-dense-row': (n, density) =>
    isFull(density) ? null : problem('one-dense-row', { m: n, n, k: Math.max(1, Math.round(density * n)) }),
  // Steeper row lengths than this would be cut off at full rows.
  'power-law': (n, density) =>
    density <= 0.2 ? problem('power-law', { m: n, n, mean: Math.max(1, density * n) }) : null,
};

/** A full matrix is the same in all patterns: uniform stands for it. */
function isFull(density: number): boolean {
  return density >= 1;
}

/** Of one sparse format; of several, each has a stream set of its own. */
const DENSITIES_AT_ONCE = 2;

/**
 * Every sparse kernel at every density of a pattern, in pairs with a dense GEMV of the same shape. On hardware a
 * section holds one density or two, since stream sets of many matrices would not fit the device together.
 */
export function densitySections(
  context: SuiteContext,
  parts: {
    patterns: readonly string[];
    densities: readonly number[];
    side: number;
    weight: number;
    halving?: Halving;
  },
): readonly Section[] {
  const { patterns, densities, side, weight, halving } = parts;
  const formatCount = new Set(familyOf(context, 'spmv').map(id => kernels.get(id)?.format)).size;
  return patterns.flatMap(pattern => {
    const problems = densities.flatMap(density => PATTERNS[pattern]!(side, density) ?? []);
    const atOnce =
      context.deviceClass === 'hardware'
        ? formatCount > 1
          ? 1
          : DENSITIES_AT_ONCE
        : Math.max(1, problems.length);
    const batches = Array.from({ length: Math.ceil(problems.length / atOnce) }, (_, i) =>
      problems.slice(i * atOnce, (i + 1) * atOnce),
    );
    return batches.map((batch, index) => ({
      id: `density/${pattern}/${index}`,
      title: `Density crossover, ${pattern}`,
      groups: batch.flatMap(spec => sparseGroups(context, spec, side)),
      weight: weight / batches.length / patterns.length,
      ...(halving && { halving }),
    }));
  });
}

function sparseGroups(context: SuiteContext, spec: ProblemSpec, side: number) {
  const dense = fastestDenseId(context, side, side);
  const cases = fastestSparseFirst(context, side).map(id => tunedCase(context, id, spec));
  return dense
    ? against(tunedCase(context, dense, problem('dense', { m: side, n: side })), cases)
    : singles(cases);
}

/** By the pilot: where the time ends early, the crossover loses the kernel that could not set it. */
export function fastestSparseFirst(context: SuiteContext, side: number): readonly string[] {
  const size = { rowCount: side, columnCount: side, rhsColumnCount: 1, nnz: side * side };
  const estimated = familyOf(context, 'spmv').map(id => ({ id, ns: context.pilot.estimateNs(id, size) }));
  return estimated.sort((a, b) => a.ns - b.ns || 0).map(({ id }) => id);
}

const NEIGHBOUR_RATIO = 1.25;

/** Densities between the two neighbours where a kernel's line crosses the dense one, until they are close. */
export function bisectionSection(
  context: SuiteContext,
  records: readonly BenchRecord[],
  side: number,
  weight: number,
): Section | null {
  const specs = new Map<string, ProblemSpec>();
  const timed = records.filter(
    (record): record is OkRecord => record.status === 'ok' && record.case.memoryShare === 1,
  );
  const denseNs = Math.min(
    ...timed
      .filter(r => isDenseProduct(r) && r.problem.rowCount === side && r.case.cache === 'stream')
      .map(r => r.summary.medianNs),
  );
  for (const [pattern, at] of Object.entries(PATTERNS)) {
    for (const kernelId of familyOf(context, 'spmv')) {
      const points = timed
        .filter(
          r => r.case.kernelId === kernelId && r.problem.pattern === pattern && r.problem.rowCount === side,
        )
        .map(r => ({ density: r.problem.density, slower: r.summary.medianNs > denseNs }))
        .sort((a, b) => a.density - b.density);
      const index = points.findIndex((point, i) => point.slower && i > 0 && !points[i - 1]!.slower);
      if (index < 0 || points[index]!.density <= NEIGHBOUR_RATIO * points[index - 1]!.density) continue;
      const middle = Math.sqrt(points[index]!.density * points[index - 1]!.density);
      const spec = at(side, Number(middle.toPrecision(3)));
      const known = timed.some(
        r => spec && JSON.stringify(r.case.problem.params) === JSON.stringify(spec.params),
      );
      if (spec && !known) specs.set(JSON.stringify(spec), spec);
    }
  }
  if (specs.size === 0) return null;
  const groups = [...specs.values()].flatMap(spec => sparseGroups(context, spec, side));
  return {
    id: `bisection/${[...specs.keys()].length}-${timed.length}`,
    title: 'Density crossover, between neighbours',
    groups,
    weight,
  };
}
