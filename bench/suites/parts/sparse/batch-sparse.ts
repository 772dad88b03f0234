import { kernels, partsOf } from '../../../../src/catalog.ts';
import type { Group, Section, SuiteContext } from '../../../../src/core/plan.ts';
import type { ProblemSpec } from '../../../../src/core/problem.ts';
import type { Case } from '../../../../src/core/record/record.ts';
import { against, problem, singles, tunedCase } from '../cases.ts';
import { familyOf, fastestDenseId, fewColumnIds } from '../dense.ts';
import { fastestSparseFirst } from './density.ts';
import { PATTERNS } from './patterns.ts';

/** Columns of B. A short time covers the range with the first. */
const BATCHES = [2, 512, 32, 8, 128, 4, 64, 16, 256];
/** Of blocks, which stand beside scattered entries. */
const BLOCK_BATCHES: readonly number[] = BATCHES.slice(0, 5);
/** The host multiplies, too, to check: larger matrices would cost other sections their time, or a CPU the larger batches. */
const MOST_SIDE = { hardware: 4096, software: 512 } as const;
/** Products that the pilot expects to take longer cost more time than they add: a round takes four of each pair. */
const LONGEST_NS = { hardware: 60e6, software: 20e6 } as const;
/** A tiled product computes whole tiles, however few columns are asked for. */
const TILE = 32;

interface BatchSparse {
  readonly side: number;
  readonly density: number;
  readonly weight: number;
}

/**
 * S3 and S4: sparse products with B columns, each in pairs with the dense product that the pilot expects to be the fastest for
 * as many. One column is a vector: other sections multiply with it, unless their matrices are larger.
 */
export function batchSparseSection(context: SuiteContext, asked: BatchSparse): Section {
  const parts = { ...asked, side: Math.min(asked.side, MOST_SIDE[context.deviceClass]) };
  const columns = BATCHES.flatMap(batch => groupsAt(context, parts, batch));
  const groups = parts.side < asked.side ? [...vectorGroups(context, parts), ...columns] : columns;
  return { id: 'batch-sparse', title: 'Batch crossover', groups, weight: asked.weight };
}

function vectorGroups(context: SuiteContext, { side, density }: BatchSparse): readonly Group[] {
  const dense = fastestDenseId(context, side, side);
  const [sparse] = fastestSparseFirst(context, side);
  if (!dense || !sparse) return [];
  const specs = familyOf(context, 'spmm').flatMap(id => matrixFor(id, side, density) ?? []);
  return against(
    tunedCase(context, dense, problem('dense', { m: side, n: side })),
    specs.map(spec => tunedCase(context, sparse, spec)),
  );
}

function groupsAt(context: SuiteContext, parts: BatchSparse, batch: number): readonly Group[] {
  const dense = fastestDense(context, parts.side, batch);
  if (dense === 'too long') return [];
  const sparse = familyOf(context, 'spmm')
    .filter(id => isScattered(id) || BLOCK_BATCHES.includes(batch))
    .flatMap(id => sparseCase(context, id, { ...parts, batch }) ?? []);
  return dense ? against(dense, sparse) : singles(sparse);
}

/** Null where it would take too long. */
function sparseCase(
  context: SuiteContext,
  id: string,
  { side, density, batch }: BatchSparse & { readonly batch: number },
): Case | null {
  const spec = matrixFor(id, side, density);
  const size = { rowCount: side, columnCount: side, rhsColumnCount: batch, nnz: density * side * side };
  if (!spec || isLong(context, context.pilot.estimateNs(id, size))) return null;
  return tunedCase(context, id, { ...spec, params: { ...spec.params, batch } });
}

/** Formats that fill up blocks take blocks; of all others, scattered entries are the usual case. */
function matrixFor(id: string, side: number, density: number): ProblemSpec | null {
  return PATTERNS[isScattered(id) ? 'uniform' : 'block']!(side, density);
}

function isScattered(id: string): boolean {
  return partsOf(kernels.get(id)!).format.family === 'csr';
}

/** Null where none takes part. */
function fastestDense(context: SuiteContext, side: number, batch: number): Case | 'too long' | null {
  const size = { rowCount: side, columnCount: side, nnz: side * side };
  const estimated = [
    ...fewColumnIds(context, batch).map(id => ({ id, columns: batch })),
    ...familyOf(context, 'gemm').map(id => ({ id, columns: Math.max(batch, TILE) })),
  ].map(({ id, columns }) => ({
    id,
    ns: context.pilot.estimateNs(id, { ...size, rhsColumnCount: columns }),
  }));
  const [fastest] = estimated.sort((a, b) => (a.ns === b.ns ? 0 : a.ns - b.ns));
  if (!fastest) return null;
  if (isLong(context, fastest.ns)) return 'too long';
  return tunedCase(context, fastest.id, problem('product', { m: side, n: batch, k: side }));
}

/** Of a kernel that did not run nothing is known: its record is to say why. */
function isLong({ deviceClass }: SuiteContext, ns: number): boolean {
  return Number.isFinite(ns) && ns > LONGEST_NS[deviceClass];
}
