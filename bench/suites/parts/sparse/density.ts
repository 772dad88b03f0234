import { kernels } from '../../../../src/catalog.ts';
import type { Group, Halving, Section, SuiteContext } from '../../../../src/core/plan.ts';
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
 * section holds one density or two, and kernels that suit one pattern have a section of their own: stream sets of many
 * matrices, and of many formats, would not fit the memory that suites promise.
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
    return batches.flatMap((batch, index) => {
      const fields = fieldsOf(context, batch, side, valueType);
      const groupCount = fields.flat().length;
      return fields.map((groups, field) => ({
        id: `density/${pattern}/${valueType === 'f32' ? '' : `${valueType}/`}${index}${field === 0 ? '' : '/suited'}`,
        title: `Density crossover, ${pattern}${valueType === 'f32' ? '' : `, ${valueType}`}`,
        groups,
        weight: ((weight / batches.length / patterns.length) * groups.length) / groupCount,
        ...(halving && { halving }),
      }));
    });
  });
}

/** Groups that are measured together, of the same matrices: on hardware those of kernels that suit a pattern stand apart. */
function fieldsOf(
  context: SuiteContext,
  specs: readonly ProblemSpec[],
  side: number,
  valueType: SparseType,
): readonly (readonly Group[])[] {
  const usual = specs.flatMap(spec => sparseGroups(context, spec, side, valueType));
  const suited = valueType === 'f32' ? specs.flatMap(spec => suitedGroups(context, spec, side)) : [];
  const fields = context.deviceClass === 'hardware' ? [usual, suited] : [[...usual, ...suited]];
  return fields.filter(groups => groups.length > 0);
}

/** Of values; the dense product beside has the same. */
type SparseType = 'f32' | 'f16';
const SPARSE = { f32: 'spmv', f16: 'spmv-f16' } as const;

/** Denser ones would take time from all others. */
const MOST_DENSE = 0.3;

function sparseGroups(context: SuiteContext, spec: ProblemSpec, side: number, valueType: SparseType = 'f32') {
  const ids = valueType === 'f32' ? fastestSparseFirst(context, side) : familyOf(context, SPARSE[valueType]);
  return besideDense(context, spec, ids, { side, valueType });
}

/** Of kernels that suit the matrix, beyond those that suit any. */
function suitedGroups(context: SuiteContext, spec: ProblemSpec, side: number): readonly Group[] {
  if (Number(spec.params.density ?? 0) > MOST_DENSE) return [];
  const usual = fastestSparseFirst(context, side);
  const ids = kernelsOfPattern(spec, context.kernelIds).filter(id => !usual.includes(id));
  return ids.length === 0 ? [] : besideDense(context, spec, ids, { side, valueType: 'f32' });
}

function besideDense(
  context: SuiteContext,
  spec: ProblemSpec,
  ids: readonly string[],
  { side, valueType }: { readonly side: number; readonly valueType: SparseType },
): readonly Group[] {
  const dense = valueType === 'f32' ? fastestDenseId(context, side, side) : fastestF16Id(context, side);
  const cases = ids.map(id => tunedCase(context, id, spec));
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

/**
 * Densities between the two neighbours where a kernel's line crosses the dense one, until they are close. On hardware one
 * at a time, where neighbours are farthest apart: stream sets of more would not fit the memory that suites promise.
 * @returns null when all neighbours are close, or what lies between them was tried
 */
export function bisectionSection(
  context: SuiteContext,
  records: readonly BenchRecord[],
  side: number,
  weight: number,
): Section | null {
  const tried = new Set(records.map(({ case: { problem } }) => matrixKey(problem)));
  const gaps = new Map<string, Gap>();
  for (const gap of crossings(context, records, side)) {
    const key = matrixKey(gap.spec);
    if (!tried.has(key)) gaps.set(key, gap);
  }
  const widest = [...gaps.values()].sort((a, b) => b.ratio - a.ratio);
  const chosen = context.deviceClass === 'hardware' ? widest.slice(0, 1) : widest;
  if (chosen.length === 0) return null;
  return {
    id: `bisection/${chosen.map(({ spec }) => matrixKey(spec)).join(' ')}`,
    title: 'Density crossover, between neighbours',
    groups: chosen.flatMap(({ spec }) => sparseGroups(context, spec, side)),
    weight,
  };
}

/** The matrix in the middle between two densities, a kernel faster than the dense one at the lower, slower at the upper. */
interface Gap {
  readonly spec: ProblemSpec;
  /** Upper ÷ lower density. */
  readonly ratio: number;
}

function crossings(context: SuiteContext, records: readonly BenchRecord[], side: number): readonly Gap[] {
  const timed = records.filter(
    (record): record is OkRecord => record.status === 'ok' && record.case.memoryShare === 1,
  );
  const denseNs = Math.min(
    ...timed
      .filter(r => isDenseProduct(r) && r.problem.rowCount === side && r.case.cache === 'stream')
      .map(r => r.summary.medianNs),
  );
  return Object.entries(PATTERNS).flatMap(([pattern, at]) =>
    familyOf(context, 'spmv').flatMap(kernelId => {
      const points = timed
        .filter(
          r => r.case.kernelId === kernelId && r.problem.pattern === pattern && r.problem.rowCount === side,
        )
        .map(r => ({ density: r.problem.density, slower: r.summary.medianNs > denseNs }))
        .sort((a, b) => a.density - b.density);
      const index = points.findIndex((point, i) => point.slower && i > 0 && !points[i - 1]!.slower);
      const [lower, upper] = [points[index - 1]?.density, points[index]?.density];
      if (lower === undefined || upper === undefined || upper <= NEIGHBOUR_RATIO * lower) return [];
      const spec = at(side, Number(Math.sqrt(upper * lower).toPrecision(3)));
      return spec === null ? [] : [{ spec, ratio: upper / lower }];
    }),
  );
}

function matrixKey({ generator, params }: ProblemSpec): string {
  return JSON.stringify([generator, params]);
}
