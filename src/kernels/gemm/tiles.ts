import type { KernelLimits, Launch, LaunchRequest, Resource, Stage } from '../../core/kernel.ts';
import type { Problem } from '../../core/problem.ts';
import type { Work } from '../../core/work.ts';
import { foldWorkgroups, slabs } from '../../core/workgroups.ts';
import dense from '../../formats/dense.format.ts';
import { paddedToQuads, padRows, stripPadding } from '../../formats/padded-rows.ts';
import matmul from '../../operations/matmul.operation.ts';
import {
  arrayResource,
  bindingBytes,
  denseRowSlabs,
  fitsBinding,
  outputResource,
  type RowSlab,
  rowsPerBinding,
} from '../row-slabs.ts';
import { scratch } from '../scratch.ts';
import { given, uniform } from '../uniform.ts';
import { type DepthParts, depthParts } from './depth-parts.ts';

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
  /** Of a shader that can part K: into how many, 0 for as many as fill a GPU. */
  readonly depthParts?: number;
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

/**
 * One stage for every slab of rows of A and C, times every slab of rows of B, whose products accumulate in C; a second one
 * where K is parted, which adds the parts up.
 */
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
  const pairs = aSlabs.flatMap((aSlab, i) =>
    bSlabs.map((bSlab, j): Pair => {
      const tileCount = Math.ceil(aSlab.rowCount / tiles.rows) * Math.ceil(n / tiles.columns);
      const parts = partsOfDepth(tiles, { tileCount, aSlab, bSlab, rhsStride, limits });
      return { name: `${i}.${j}`, aSlab, bSlab, c: `c.${i}`, tileCount, parts };
    }),
  );
  const parted = pairs.filter(({ parts }) => parts.partCount > 1);
  const partBytes = parted.map(({ aSlab, parts }) => 4 * aSlab.rowCount * rhsStride * parts.partCount);
  return {
    resources: [
      ...[...aSlabs, ...bSlabs].map(slab => slab.resource),
      ...aSlabs.map((aSlab, i) => outputResource(`c.${i}`, aSlab.rowCount * rhsStride)),
      ...(parted.length > 0 ? [scratch(PARTS, Math.max(...partBytes))] : []),
      ...pairs.map(pair => stageParams(pair, encoded.meta.rowStride!, rhsStride, tiles)),
    ],
    constants: tiles.constants,
    specialize: tiles.specialize,
    stages: pairs.flatMap(pair => stagesOf(pair, rhsStride, limits)),
    work: gemmWork(request, tiles, { aSlabs, bSlabs, partBytes }),
    outputType: 'f32',
    decodeOutput: raw => stripPadding(raw as Float32Array<ArrayBuffer>, encoded.rowCount, n, rhsStride),
  };
}

/** A slab of rows of A and C, and a slab of rows of B. */
interface Pair {
  readonly name: string;
  readonly aSlab: RowSlab;
  readonly bSlab: RowSlab;
  /** Name of the slab of C. */
  readonly c: string;
  readonly tileCount: number;
  readonly parts: DepthParts;
}

/** What parts of K add to C each, before they are joined. */
const PARTS = 'parts';
/** Quads of C that a workgroup joins, as in the shader. */
const JOIN_SIZE = 64;

function partsOfDepth(
  { depthParts: wanted = 1, depth: step }: Tiles,
  {
    tileCount,
    aSlab,
    bSlab,
    rhsStride,
    limits,
  }: Pick<Pair, 'tileCount' | 'aSlab' | 'bSlab'> & {
    readonly rhsStride: number;
    readonly limits: KernelLimits;
  },
): DepthParts {
  const most = Math.floor(bindingBytes(limits) / (4 * aSlab.rowCount * rhsStride));
  return depthParts({ wanted, tileCount, depth: bSlab.rowCount, step, most });
}

function stagesOf(
  { name, aSlab, bSlab, c, tileCount, parts }: Pair,
  rhsStride: number,
  limits: KernelLimits,
): readonly Stage[] {
  const isParted = parts.partCount > 1;
  const params = `params.${name}`;
  const main: Stage = {
    entryPoint: 'main',
    bindings: [aSlab.resource.name, bSlab.resource.name, isParted ? PARTS : c, params],
    workgroups: foldWorkgroups(tileCount * parts.partCount, limits),
  };
  if (!isParted) return [main];
  const quadCount = (aSlab.rowCount * rhsStride) / 4;
  const workgroups = foldWorkgroups(Math.ceil(quadCount / JOIN_SIZE), limits);
  return [main, { entryPoint: 'join', bindings: [PARTS, c, params], workgroups }];
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
  { name, aSlab, bSlab, tileCount, parts }: Pair,
  aStride: number,
  rhsStride: number,
  { elementFloats, columns, depthParts: wanted }: Tiles,
): Resource {
  const words = [
    aSlab.rowCount,
    rhsStride / elementFloats,
    bSlab.rowCount,
    bSlab.firstRow / elementFloats,
    aStride / elementFloats,
    Math.ceil(rhsStride / columns),
    bSlab.firstRow > 0 ? 1 : 0,
  ];
  const ofParts = wanted === undefined ? [] : [tileCount, parts.partCount, parts.partDepth];
  return uniform(`params.${name}`, given(...words, ...ofParts));
}

/**
 * Modelled bytes: A once for every tile column, B once for every tile row, C once and again for every further slab of B, what
 * parts add written and read.
 */
function gemmWork(
  { problem, encoded }: LaunchRequest,
  tiles: Tiles,
  { aSlabs, bSlabs, partBytes }: Divisions,
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
      4 * m * rhsStride * (2 * bSlabs.length - 1) +
      2 * partBytes.reduce((sum, bytes) => sum + bytes, 0),
  };
}

interface Divisions {
  readonly aSlabs: readonly RowSlab[];
  readonly bSlabs: readonly RowSlab[];
  /** Of every pair of slabs whose K is parted. */
  readonly partBytes: readonly number[];
}
