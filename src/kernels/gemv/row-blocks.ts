import { isKept, keptQuarters, residentCount } from '../../core/dilution.ts';
import type { Format } from '../../core/format.ts';
import type { KernelLimits, Launch, LaunchRequest, Resource, Stage } from '../../core/kernel.ts';
import type { Problem } from '../../core/problem.ts';
import type { Work } from '../../core/work.ts';
import { foldWorkgroups } from '../../core/workgroups.ts';
import f32Format from '../../formats/dense.format.ts';
import { padRows } from '../../formats/padded-rows.ts';
import { F32_ROWS, packedRowBytes, paddedColumns, type RowPacking } from '../../formats/row-packing.ts';
import matvec from '../../operations/matvec.operation.ts';
import { arrayResource, fitsBinding, outputResource } from '../row-slabs.ts';
import { given, uniform } from '../uniform.ts';
import { type WeightSlab, weightRowBytes, weightSlabs } from './weight-slabs.ts';

/** How a GEMV kernel shares out the rows of a slab: blocks of rows that are read together, and so diluted together. */
export interface RowBlocks {
  readonly rowsPerBlock: number;
  readonly blocksPerWorkgroup: number;
  readonly constants: Readonly<Record<string, number>>;
  readonly specialize: Readonly<Record<string, string>>;
}

/** The numbers that the weights are stored in. */
export interface Weights {
  readonly format: Format;
  readonly packing: RowPacking;
}

const F32_WEIGHTS: Weights = { format: f32Format, packing: F32_ROWS };

/** Bytes of a vec4 of words, the unit of all loads. */
const QUAD_BYTES = 16;

/** Whether a dense GEMV can run: x, y and one row each need a binding of their own. */
export function supportsGemv(
  { a, rhsColumnCount }: Problem,
  limits: KernelLimits,
  packing: RowPacking = F32_ROWS,
): true | string {
  if (rhsColumnCount !== 1) return `matrix × vector takes one right-hand side, there are ${rhsColumnCount}`;
  return fitsBinding(
    {
      'a row of A': packedRowBytes(a.columnCount, packing),
      x: 4 * paddedColumns(a.columnCount, packing),
      y: 4 * a.rowCount,
    },
    limits,
  );
}

/** One stage for every slab of rows that fits a binding; x and y are bound whole. */
export function gemvLaunch(
  request: LaunchRequest,
  blocks: RowBlocks,
  weights: Weights = F32_WEIGHTS,
): Launch {
  const { problem, encoded, limits } = request;
  const stride = encoded.meta.rowStride!;
  const rowBytes = weightRowBytes(encoded.columnCount, weights.packing, stride);
  const slabs = weightSlabs(encoded, weights.packing, limits);
  const x = arrayResource('x', 'input', padRows(problem.rhs, 1, encoded.columnCount, stride));
  const resources: Resource[] = [x, outputResource('y', encoded.rowCount)];
  const stages: Stage[] = [];
  for (const [index, slab] of slabs.entries()) {
    const quadsPerRow = packedRowBytes(encoded.columnCount, weights.packing) / QUAD_BYTES;
    const params = slabParams(
      `params.${index}`,
      slab,
      { quadsPerRow, residentRows: residentCount(rowBytes, slab.rowCount) },
      blocks,
      request.memoryShare,
    );
    const scales = slab.scales ? [slab.scales] : [];
    resources.push(slab.values, ...scales, params);
    const workgroups = blockCount(slab, blocks) / blocks.blocksPerWorkgroup;
    stages.push({
      entryPoint: 'main',
      bindings: [slab.values.name, 'x', 'y', params.name, ...scales.map(({ name }) => name)],
      workgroups: foldWorkgroups(Math.ceil(workgroups), limits),
    });
  }
  return {
    resources,
    constants: blocks.constants,
    specialize: blocks.specialize,
    stages,
    work: gemvWork(request, blocks, weights.format, rowBytes),
    outputType: 'f32',
    ...(request.memoryShare < 1
      ? { expectedIndex: (i: number) => dilutedRow(i, slabs, rowBytes, blocks, request.memoryShare) }
      : {}),
  };
}

function blockCount(slab: WeightSlab, { rowsPerBlock }: RowBlocks): number {
  return Math.ceil(slab.rowCount / rowsPerBlock);
}

function slabParams(
  name: string,
  slab: WeightSlab,
  { quadsPerRow, residentRows }: { readonly quadsPerRow: number; readonly residentRows: number },
  blocks: RowBlocks,
  memoryShare: number,
): Resource {
  return uniform(name, [
    ...given(slab.rowCount, quadsPerRow, slab.firstRow, blockCount(slab, blocks)),
    ...given(keptQuarters(memoryShare), residentRows),
    blocks.blocksPerWorkgroup,
  ]);
}

/**
 * The row whose product the diluted launch puts at output i. Blocks are kept or not as a whole, but the resident set is
 * counted in rows: long rows fill it before they fill a block.
 */
function dilutedRow(
  i: number,
  slabs: readonly WeightSlab[],
  rowBytes: number,
  { rowsPerBlock }: RowBlocks,
  memoryShare: number,
): number {
  const { firstRow, rowCount } = slabs[Math.floor(i / slabs[0]!.rowCount)]!;
  const row = i - firstRow;
  const kept = isKept(Math.floor(row / rowsPerBlock), keptQuarters(memoryShare));
  return firstRow + (kept ? row : row % residentCount(rowBytes, rowCount));
}

/**
 * Modelled bytes: A with its padding and scales once, x once for every block of rows, y once. Executed are the
 * multiply-adds with padding; turning stored numbers into f32 is not counted.
 */
function gemvWork(
  { problem, encoded }: LaunchRequest,
  { rowsPerBlock }: RowBlocks,
  format: Format,
  rowBytes: number,
): Work {
  const { rowCount } = encoded;
  const stride = encoded.meta.rowStride!;
  return {
    usefulFlops: matvec.usefulFlops(problem),
    executedFlops: 2 * rowCount * stride,
    compulsoryBytes: matvec.compulsoryBytes(problem, format.storedBytes(problem.a), true),
    modelledBytes: rowCount * rowBytes + 4 * (Math.ceil(rowCount / rowsPerBlock) * stride + rowCount),
  };
}
