import { kernels } from '../../../src/catalog.ts';
import type { Section, SuiteContext } from '../../../src/core/plan.ts';
import { against, makeCase, problem, singles, tunedCase, vectorLike } from './cases.ts';
import { isOf, type ProductFamily } from './families.ts';

/** The kernels of a family that take part, for any number of columns. */
export function familyOf(context: SuiteContext, family: ProductFamily): readonly string[] {
  return context.kernelIds.filter(id => isOf(family, id) && mostColumns(id) === undefined);
}

/** The products of f32 weights with up to `batch` columns that take part and are made for few. */
export function fewColumnIds({ kernelIds }: SuiteContext, batch: number): readonly string[] {
  return kernelIds.filter(id => isOf('gemm', id) && (mostColumns(id) ?? 0) >= batch);
}

function mostColumns(id: string): number | undefined {
  return kernels.get(id)?.mostColumns;
}

/** Square products, every GEMM kernel at every size. */
export function gemmSection(context: SuiteContext, sides: readonly number[], weight: number): Section {
  const cases = sides.flatMap(side =>
    familyOf(context, 'gemm').map(id =>
      tunedCase(context, id, problem('product', { m: side, n: side, k: side }), { cache: 'hot' }),
    ),
  );
  return { id: 'gemm', title: 'Dense matrix × matrix', groups: singles(cases), weight };
}

/** Every GEMV kernel beside a read probe that moves the same bytes: their ratio is the share of the roof. */
export function gemvSection(context: SuiteContext, side: number, weight: number): Section {
  const reference = makeCase('probe/read', vectorLike(side, side));
  const cases = familyOf(context, 'gemv').map(id =>
    tunedCase(context, id, problem('dense', { m: side, n: side })),
  );
  return { id: 'gemv', title: 'Dense matrix × vector', groups: against(reference, cases), weight };
}

/** GEMVs from 4 KiB up by both clocks: the intercept of time over bytes is what a dispatch costs. */
export function dispatchSection(context: SuiteContext, largestSide: number, weight: number): Section {
  const kernelId = fastestDenseId(context, largestSide, largestSide);
  const sides = [32, 64, 128, 256, 512, 1024, 2048].filter(side => side <= largestSide);
  const cases = (kernelId ? sides : []).flatMap(side =>
    (['gpu', 'wall'] as const).map(clock =>
      tunedCase(context, kernelId!, problem('dense', { m: side, n: side }), { cache: 'hot', clock }),
    ),
  );
  return { id: 'dispatch', title: 'Cost of a dispatch', groups: singles(cases), weight };
}

/** By the pilot: the reference of a pair must be chosen before anything is judged. */
export function fastestDenseId(context: SuiteContext, rowCount: number, columnCount: number): string | null {
  const size = { rowCount, columnCount, rhsColumnCount: 1, nnz: rowCount * columnCount };
  const estimated = familyOf(context, 'gemv').map(id => ({ id, ns: context.pilot.estimateNs(id, size) }));
  const fastest = estimated.sort((a, b) => a.ns - b.ns)[0];
  return fastest && Number.isFinite(fastest.ns) ? fastest.id : null;
}
