import { kernels } from '../../../../src/catalog.ts';
import type { Halving, Section, SuiteContext } from '../../../../src/core/plan.ts';
import type { ProblemSpec } from '../../../../src/core/problem.ts';
import type { BenchRecord, OkRecord } from '../../../../src/core/record/record.ts';
import { against, isDenseProduct, problem, singles, tunedCase } from '../cases.ts';
import { familyOf, fastestDenseId } from '../dense.ts';
import { isDenseMatvec, kernelsOfPattern } from '../families.ts';
import { densitiesOf, PATTERNS } from './patterns.ts';

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
    /** Whether patterns that end before a full matrix have densities of their own. */
    ownDensities?: boolean;
    valueType?: SparseType;
  },
): readonly Section[] {
  const { patterns, side, weight, halving, valueType = 'f32' } = parts;
  const formatCount = new Set(familyOf(context, SPARSE[valueType]).map(id => kernels.get(id)?.format)).size;
  return patterns.flatMap(pattern => {
    const densities = parts.ownDensities ? densitiesOf(pattern, parts.densities) : parts.densities;
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
      id: `density/${pattern}/${valueType === 'f32' ? '' : `${valueType}/`}${index}`,
      title: `Density crossover, ${pattern}${valueType === 'f32' ? '' : `, ${valueType}`}`,
      groups: batch.flatMap(spec => sparseGroups(context, spec, side, valueType)),
      weight: weight / batches.length / patterns.length,
      ...(halving && { halving }),
    }));
  });
}

/** Of values; the dense product beside has the same. */
type SparseType = 'f32' | 'f16';
const SPARSE = { f32: 'spmv', f16: 'spmv-f16' } as const;

/** Stream sets of more formats would not fit, of denser matrices, the memory that the suite promises. */
const MOST_DENSE = 0.3;

function sparseGroups(context: SuiteContext, spec: ProblemSpec, side: number, valueType: SparseType = 'f32') {
  const dense = valueType === 'f32' ? fastestDenseId(context, side, side) : fastestF16Id(context, side);
  const ids =
    valueType === 'f32'
      ? new Set([
          ...fastestSparseFirst(context, side),
          ...(Number(spec.params.density ?? 0) <= MOST_DENSE
            ? kernelsOfPattern(spec.generator, context.kernelIds)
            : []),
        ])
      : familyOf(context, SPARSE.f16);
  const cases = [...ids].map(id => tunedCase(context, id, spec));
  return dense
    ? against(tunedCase(context, dense, problem('dense', { m: side, n: side })), cases)
    : singles(cases);
}

function fastestF16Id(context: SuiteContext, side: number): string | null {
  const dense = context.kernelIds.filter(id => isDenseMatvec(id, 'f16'));
  return byEstimate(context, dense, side).find(({ ns }) => Number.isFinite(ns))?.id ?? null;
}

/** By the pilot: where the time ends early, the crossover loses the kernel that could not set it. */
export function fastestSparseFirst(context: SuiteContext, side: number): readonly string[] {
  return byEstimate(context, familyOf(context, SPARSE.f32), side).map(({ id }) => id);
}

function byEstimate({ pilot }: SuiteContext, ids: readonly string[], side: number) {
  const size = { rowCount: side, columnCount: side, rhsColumnCount: 1, nnz: side * side };
  const estimated = ids.map(id => ({ id, ns: pilot.estimateNs(id, size) }));
  return estimated.sort((a, b) => a.ns - b.ns || 0);
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
