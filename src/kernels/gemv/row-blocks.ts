import { keptQuarters, residentBlocks, sourceBlock } from '../../core/dilution.ts';
import type { KernelLimits, Launch, LaunchRequest, Resource, Stage } from '../../core/kernel.ts';
import type { Problem } from '../../core/problem.ts';
import type { Work } from '../../core/work.ts';
import { foldWorkgroups } from '../../core/workgroups.ts';
import dense from '../../formats/dense.format.ts';
import { paddedToQuads, padRows } from '../../formats/padded-rows.ts';
import matvec from '../../operations/matvec.ts';
import {
  arrayResource,
  denseRowSlabs,
  fitsBinding,
  outputResource,
  type RowSlab,
  rowsPerBinding,
} from '../row-slabs.ts';
import { uniform } from '../uniform.ts';

/** How a GEMV kernel shares out the rows of a slab: blocks of rows that are read together, and so diluted together. */
export interface RowBlocks {
  readonly rowsPerBlock: number;
  readonly blocksPerWorkgroup: number;
  readonly constants: Readonly<Record<string, number>>;
  readonly specialize: Readonly<Record<string, string>>;
}

/** Whether a dense GEMV can run: x, y and one row each need a binding of their own. */
export function supportsGemv({ a, rhsColumnCount }: Problem, limits: KernelLimits): true | string {
  if (rhsColumnCount !== 1) return `matrix × vector takes one right-hand side, there are ${rhsColumnCount}`;
  const rowBytes = 4 * paddedToQuads(a.columnCount);
  return fitsBinding({ 'a row of A': rowBytes, x: rowBytes, y: 4 * a.rowCount }, limits);
}

/** One stage for every slab of rows that fits a binding; x and y are bound whole. */
export function gemvLaunch(request: LaunchRequest, blocks: RowBlocks): Launch {
  const { problem, encoded, limits } = request;
  const stride = encoded.meta.rowStride!;
  const slabs = denseRowSlabs(encoded, rowsPerBinding(4 * stride, limits));
  const x = arrayResource('x', 'input', padRows(problem.rhs, 1, encoded.columnCount, stride));
  const resources: Resource[] = [x, outputResource('y', encoded.rowCount)];
  const stages: Stage[] = [];
  for (const [index, slab] of slabs.entries()) {
    const params = slabParams(`params.${index}`, slab, stride, blocks, request.memoryShare);
    resources.push(slab.resource, params);
    const workgroups = blockCount(slab, blocks) / blocks.blocksPerWorkgroup;
    stages.push({
      entryPoint: 'main',
      bindings: [slab.resource.name, 'x', 'y', params.name],
      workgroups: foldWorkgroups(Math.ceil(workgroups), limits),
    });
  }
  return {
    resources,
    constants: blocks.constants,
    specialize: blocks.specialize,
    stages,
    work: gemvWork(request, blocks),
    outputType: 'f32',
    ...(request.memoryShare < 1
      ? { expectedIndex: (i: number) => dilutedRow(i, slabs, stride, blocks, request.memoryShare) }
      : {}),
  };
}

function blockCount(slab: RowSlab, { rowsPerBlock }: RowBlocks): number {
  return Math.ceil(slab.rowCount / rowsPerBlock);
}

function residentCount(slab: RowSlab, stride: number, blocks: RowBlocks): number {
  return residentBlocks(4 * stride * blocks.rowsPerBlock, blockCount(slab, blocks));
}

function slabParams(
  name: string,
  slab: RowSlab,
  stride: number,
  blocks: RowBlocks,
  memoryShare: number,
): Resource {
  return uniform(name, [
    slab.rowCount,
    stride / 4,
    slab.firstRow,
    blockCount(slab, blocks),
    keptQuarters(memoryShare),
    residentCount(slab, stride, blocks),
    blocks.blocksPerWorkgroup,
  ]);
}

/**
 * The row whose product the diluted launch puts at output i. A block that is not kept reads one of the resident blocks,
 * which are whole unless they are all there are, and then every block reads itself; so no source row lies past the end.
 */
function dilutedRow(
  i: number,
  slabs: readonly RowSlab[],
  stride: number,
  blocks: RowBlocks,
  memoryShare: number,
): number {
  const slab = slabs[Math.floor(i / slabs[0]!.rowCount)]!;
  const local = i - slab.firstRow;
  const block = Math.floor(local / blocks.rowsPerBlock);
  const source = sourceBlock(block, keptQuarters(memoryShare), residentCount(slab, stride, blocks));
  return slab.firstRow + source * blocks.rowsPerBlock + (local % blocks.rowsPerBlock);
}

/** Modelled bytes: A with its padding once, x once for every block of rows, y once. */
function gemvWork({ problem, encoded }: LaunchRequest, { rowsPerBlock }: RowBlocks): Work {
  const { rowCount } = encoded;
  const stride = encoded.meta.rowStride!;
  return {
    usefulFlops: matvec.usefulFlops(problem),
    executedFlops: 2 * rowCount * stride,
    compulsoryBytes: matvec.compulsoryBytes(problem, dense.storedBytes(problem.a), true),
    modelledBytes: 4 * (rowCount * stride + Math.ceil(rowCount / rowsPerBlock) * stride + rowCount),
  };
}
