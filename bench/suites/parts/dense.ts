import { kernels } from '../../../src/catalog.ts';
import type { DeviceClass } from '../../../src/core/environment.ts';
import type { Plan, Section, SuiteContext } from '../../../src/core/plan.ts';
import type { Case } from '../../../src/core/record/record.ts';
import { formatDuration } from '../../../src/core/units.ts';
import { against, problem, singles, tunedCase, vectorLike } from './cases.ts';
import { isOf, type ProductFamily, takingPart } from './families.ts';

/** A product that takes longer on hardware is left out at the size that suits the fastest kernel. */
const SLOWEST_NS = 20e6;

/** The kernels of a family that take part, for any number of columns. */
export function familyOf(context: SuiteContext, family: ProductFamily): readonly string[] {
  return takingPart(context.kernelIds).filter(id => isOf(family, id) && mostColumns(id) === undefined);
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
  const reference = tunedCase(context, 'probe/read', vectorLike(side, side));
  const cases = familyOf(context, 'gemv')
    .filter(id => !isTooSlow(context, id, side))
    .map(id => denseCase(context, id, side));
  return { id: 'gemv', title: 'Dense matrix × vector', groups: against(reference, cases), weight };
}

function denseCase(context: SuiteContext, id: string, side: number): Case {
  return tunedCase(context, id, problem('dense', { m: side, n: side }));
}

/** GEMV kernels that would take too long at the size that suits the fastest. */
export function slowDense(context: SuiteContext, side: number): Plan['leftOut'] {
  return familyOf(context, 'gemv')
    .filter(id => isTooSlow(context, id, side))
    .map(id => {
      const took = formatDuration(denseNs(context, id, side));
      const reason = `it would take about ${took} at the size that suits the fastest kernel, over the ${formatDuration(SLOWEST_NS)} that a product may take`;
      return { case: denseCase(context, id, side), reason };
    });
}

/** The sizes of a CPU adapter follow its slowest kernel already. */
function isTooSlow(context: SuiteContext, id: string, side: number): boolean {
  const ns = denseNs(context, id, side);
  return context.deviceClass === 'hardware' && Number.isFinite(ns) && ns > SLOWEST_NS;
}

function denseNs({ pilot }: SuiteContext, id: string, side: number): number {
  return pilot.estimateNs(id, { rowCount: side, columnCount: side, rhsColumnCount: 1, nnz: side * side });
}

/** GEMVs from 4 KiB up by both clocks: the intercept of time over bytes is what a dispatch costs. */
export function dispatchSection(context: SuiteContext, largestSide: number, weight: number): Section {
  const kernelId = fastestDenseId(context, largestSide, largestSide);
  const sides = [32, 64, 128, 256, 512, 1024, 2048].filter(side => side <= largestSide);
  const cases = (kernelId ? sides : []).flatMap(side =>
    clocksAt(context, side).map(clock =>
      tunedCase(context, kernelId!, problem('dense', { m: side, n: side }), { cache: 'hot', clock }),
    ),
  );
  return { id: 'dispatch', title: 'Cost of a dispatch', groups: singles(cases), weight };
}

/**
 * A set of wall-clock batches takes longer than one by the GPU's clock: three sides say enough. On a CPU the larger ones
 * take half a second each and lie past its caches, and one of them may lie off the line: four small ones.
 */
const WALL_SIDES: Readonly<Record<DeviceClass, readonly number[]>> = {
  hardware: [32, 256, 1024],
  software: [32, 64, 128, 256],
};

function clocksAt({ deviceClass }: SuiteContext, side: number): readonly Case['clock'][] {
  return WALL_SIDES[deviceClass].includes(side) ? ['gpu', 'wall'] : ['gpu'];
}

/** By the pilot: the reference of a pair must be chosen before anything is judged. */
export function fastestDenseId(context: SuiteContext, rowCount: number, columnCount: number): string | null {
  const size = { rowCount, columnCount, rhsColumnCount: 1, nnz: rowCount * columnCount };
  const estimated = familyOf(context, 'gemv').map(id => ({ id, ns: context.pilot.estimateNs(id, size) }));
  const fastest = estimated.sort((a, b) => a.ns - b.ns)[0];
  return fastest && Number.isFinite(fastest.ns) ? fastest.id : null;
}
