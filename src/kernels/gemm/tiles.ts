import type { KernelLimits, Launch, LaunchRequest, Resource, Stage } from '../../core/kernel.ts';
import type { Problem } from '../../core/problem.ts';
import type { Work } from '../../core/work.ts';
import { foldWorkgroups, slabs } from '../../core/workgroups.ts';
import dense from '../../formats/dense.format.ts';
import { paddedToQuads, padRows, stripPadding } from '../../formats/padded-rows.ts';
import matmul from '../../operations/matmul.operation.ts';
import {
  arrayResource,
  denseRowSlabs,
  fitsBinding,
  outputResource,
  type RowSlab,
  rowsPerBinding,
} from '../row-slabs.ts';
import { given, uniform } from '../uniform.ts';

/** How a GEMM kernel sees its matrices and shares out C. */
export interface Tiles {
  /** Floats in the element type of the shader's arrays: 1 for f32, 4 for vec4f. Rows are padded to whole elements. */
  readonly elementFloats: 1 | 4;
  /** Rows and columns of C that one workgroup owns, and the step along K it rounds up to. */
  readonly rows: number;
  readonly columns: number;
  readonly depth: number;
  /** Whether threads beyond the edges of C multiply zeros, or do nothing. */
  readonly multipliesBeyondEdges: boolean;
  readonly constants: Readonly<Record<string, number>>;
  readonly specialize: Readonly<Record<string, string>>;
}

/** Slabs of B start on whole vec4s of A's rows. */
const DEPTH_MULTIPLE = 4;

/** Whether a dense GEMM can run: A and C are cut by rows, B by fours of rows; less cannot be cut. */
export function supportsGemm({ a, rhsColumnCount }: Problem, limits: KernelLimits): true | string {
  if (rhsColumnCount < 1) return 'matrix × matrix needs at least one right-hand side, there are 0';
  const rhsRowBytes = 4 * paddedToQuads(rhsColumnCount);
  return fitsBinding(
    {
      'a row of A': 4 * paddedToQuads(a.columnCount),
      'a row of C': rhsRowBytes,
      'a group of four rows of B': DEPTH_MULTIPLE * rhsRowBytes,
    },
    limits,
  );
}

/** One stage for every slab of rows of A and C, times every slab of rows of B, whose products accumulate in C. */
export function gemmLaunch(request: LaunchRequest, tiles: Tiles): Launch {
  const { problem, encoded, limits } = request;
  const n = problem.rhsColumnCount;
  const rhsStride = Math.ceil(n / tiles.elementFloats) * tiles.elementFloats;
  const rowsPerSlab = Math.min(
    rowsPerBinding(4 * encoded.meta.rowStride!, limits),
    rowsPerBinding(4 * rhsStride, limits),
  );
  const aSlabs = denseRowSlabs(encoded, rowsPerSlab);
  const bSlabs = cutRhs(problem, rhsStride, limits);
  const resources: Resource[] = [...aSlabs, ...bSlabs].map(slab => slab.resource);
  const stages: Stage[] = [];
  for (const [i, aSlab] of aSlabs.entries()) {
    resources.push(outputResource(`c.${i}`, aSlab.rowCount * rhsStride));
    for (const [j, bSlab] of bSlabs.entries()) {
      const params = stageParams(`params.${i}.${j}`, aSlab, bSlab, encoded.meta.rowStride!, rhsStride, tiles);
      resources.push(params);
      const tileCount = Math.ceil(aSlab.rowCount / tiles.rows) * Math.ceil(n / tiles.columns);
      stages.push({
        entryPoint: 'main',
        bindings: [aSlab.resource.name, bSlab.resource.name, `c.${i}`, params.name],
        workgroups: foldWorkgroups(tileCount, limits),
      });
    }
  }
  return {
    resources,
    constants: tiles.constants,
    specialize: tiles.specialize,
    stages,
    work: gemmWork(request, tiles, aSlabs, bSlabs),
    outputType: 'f32',
    decodeOutput: raw => stripPadding(raw as Float32Array<ArrayBuffer>, encoded.rowCount, n, rhsStride),
  };
}

function cutRhs(problem: Problem, rhsStride: number, limits: KernelLimits): readonly RowSlab[] {
  const depth = problem.a.columnCount;
  const values = padRows(problem.rhs, depth, problem.rhsColumnCount, rhsStride);
  const rowsPerSlab = rowsPerBinding(4 * rhsStride, limits, DEPTH_MULTIPLE);
  return slabs(depth, rowsPerSlab).map(([begin, end], index) => ({
    firstRow: begin,
    rowCount: end - begin,
    resource: arrayResource(`b.${index}`, 'weights', values.subarray(begin * rhsStride, end * rhsStride)),
  }));
}

function stageParams(
  name: string,
  aSlab: RowSlab,
  bSlab: RowSlab,
  aStride: number,
  rhsStride: number,
  { elementFloats, columns }: Tiles,
): Resource {
  return uniform(
    name,
    given(
      aSlab.rowCount,
      rhsStride / elementFloats,
      bSlab.rowCount,
      bSlab.firstRow / elementFloats,
      aStride / elementFloats,
      Math.ceil(rhsStride / columns),
      bSlab.firstRow > 0 ? 1 : 0,
    ),
  );
}

/** Modelled bytes: A once for every tile column, B once for every tile row, C once and again for every further slab of B. */
function gemmWork(
  { problem, encoded }: LaunchRequest,
  tiles: Tiles,
  aSlabs: readonly RowSlab[],
  bSlabs: readonly RowSlab[],
): Work {
  const { rowCount: m, columnCount: k } = encoded;
  const n = problem.rhsColumnCount;
  const roundedUp = (slabs: readonly RowSlab[], step: number): number =>
    slabs.reduce((sum, slab) => sum + Math.ceil(slab.rowCount / step) * step, 0);
  const tilesAcross = Math.ceil(n / tiles.columns);
  const tilesDown = roundedUp(aSlabs, tiles.rows) / tiles.rows;
  const elements = tiles.multipliesBeyondEdges ? tilesDown * tiles.rows * tilesAcross * tiles.columns : m * n;
  const rhsStride = Math.ceil(n / tiles.elementFloats) * tiles.elementFloats;
  return {
    usefulFlops: matmul.usefulFlops(problem),
    executedFlops: 2 * elements * roundedUp(bSlabs, tiles.depth),
    compulsoryBytes: matmul.compulsoryBytes(problem, dense.storedBytes(problem.a), true),
    modelledBytes:
      4 * m * encoded.meta.rowStride! * tilesAcross +
      4 * k * rhsStride * tilesDown +
      4 * m * rhsStride * (2 * bSlabs.length - 1),
  };
}
