import type { Section, SuiteContext } from '../../../src/core/plan.ts';
import type { Case } from '../../../src/core/record/record.ts';
import { against, problem, tunedCase } from './cases.ts';
import { familyOf, fastestDenseId, fewColumnIds } from './dense.ts';
import { fastestNs } from './device-rates.ts';
import { FULL_BATCHES } from './effort.ts';

export { FULL_BATCHES };

export const BRIEF_BATCHES = [1, 2, 4, 32] as const;

/** Kernels for few columns that the pilot puts within this factor of the fastest are tried. */
const TRIED_WITHIN = 3;
/** A tiled product computes whole tiles, however few columns are asked for. */
const TILE = 32;
/** Longer products would cost more time than they add to the ladder. */
const LIMIT_NS = { hardware: 60e6, software: 120e6 } as const;
/** All batch sizes have the same weights, which lie on the device once. */
const BATCHES_AT_ONCE = { hardware: FULL_BATCHES.length, software: FULL_BATCHES.length } as const;
/** Side of the weights, and the one where launching would take a good part of so short a product. */
const SIDES = { hardware: { usual: 4096, long: 8192 }, software: { usual: 512, long: 512 } } as const;
const SHORT_NS = 100e3;

export interface BatchLadder {
  readonly side: number;
  readonly batches: readonly number[];
  readonly weight: number;
}

/** E5: the same weights against B vectors at once, every rung in pairs with the fastest matrix–vector product. */
export function batchLadderSections(context: SuiteContext, ladder: BatchLadder): readonly Section[] {
  const { deviceClass } = context;
  const { usual, long } = SIDES[deviceClass];
  const largest = fastestNs(context, 'gemv', usual) < SHORT_NS ? long : usual;
  const side = Math.min(ladder.side, largest);
  const denseId = fastestDenseId(context, side, side);
  if (!denseId) return [];
  const reference = tunedCase(context, denseId, problem('dense', { m: side, n: side }));
  const cases = ladder.batches
    .map(batch => rungs(context, { denseId, side, batch }))
    .filter(rung => rung.length > 0);
  const atOnce = BATCHES_AT_ONCE[deviceClass];
  const chunks = Array.from({ length: Math.ceil(cases.length / atOnce) }, (_, i) =>
    cases.slice(i * atOnce, (i + 1) * atOnce).flat(),
  );
  return chunks.map((chunk, index) => ({
    id: `e5/${index}`,
    title: 'Batch ladder',
    groups: against(reference, chunk),
    weight: ladder.weight / chunks.length,
  }));
}

interface Rung {
  readonly denseId: string;
  readonly side: number;
  readonly batch: number;
}

/** The kernels that are meant for this many columns, and the fastest of those for any, if a rung may take so long. */
function rungs(context: SuiteContext, { denseId, side, batch }: Rung): readonly Case[] {
  const limitNs = LIMIT_NS[context.deviceClass];
  const size = { rowCount: side, columnCount: side, nnz: side * side };
  const estimateNs = (id: string, rhsColumnCount: number) =>
    context.pilot.estimateNs(id, { ...size, rhsColumnCount });
  const columnsNs = batch * estimateNs(denseId, 1);
  const few =
    columnsNs <= limitNs ? withinReach(fewColumnIds(context, batch), id => estimateNs(id, batch)) : [];
  const tileNs = (id: string) => estimateNs(id, Math.max(batch, TILE));
  const tiled = [...familyOf(context, 'gemm')].sort((a, b) => tileNs(a) - tileNs(b)).slice(0, 1);
  const ids = [...few, ...tiled.filter(id => tileNs(id) <= limitNs)];
  const spec = problem('product', { m: side, n: batch, k: side });
  return ids.map(id => tunedCase(context, id, spec));
}

function withinReach(ids: readonly string[], estimateNs: (id: string) => number): readonly string[] {
  const fastest = Math.min(...ids.map(estimateNs));
  return ids.filter(id => estimateNs(id) <= TRIED_WITHIN * fastest);
}
