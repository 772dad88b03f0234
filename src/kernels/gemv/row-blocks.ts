import {
  isKept,
  isParted,
  keptQuarters,
  RESIDENT_SET_BYTES,
  residentCount,
  residentMask,
} from '../../core/dilution.ts';
import type { Encoded, EncodedArray, Format } from '../../core/format.ts';
import type { KernelLimits, Launch, LaunchRequest, Resource, Stage } from '../../core/kernel.ts';
import type { Problem } from '../../core/problem.ts';
import type { Work } from '../../core/work.ts';
import { foldWorkgroups } from '../../core/workgroups.ts';
import f32Format from '../../formats/dense.format.ts';
import { padRows } from '../../formats/padded-rows.ts';
import { F32_ROWS, packedRowBytes, paddedColumns, type RowPacking } from '../../formats/row-packing.ts';
import matvec from '../../operations/matvec.operation.ts';
import { takesOneVector } from '../one-vector.ts';
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
  if (rhsColumnCount !== 1) return takesOneVector(rhsColumnCount);
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
  const quadsPerRow = packedRowBytes(encoded.columnCount, weights.packing) / QUAD_BYTES;
  const resident = residentOf(request, { bytes: rowBytes, loadCount: quadsPerRow });
  const x = arrayResource('x', 'input', padRows(problem.rhs, 1, encoded.columnCount, stride));
  const resources: Resource[] = [x, outputResource('y', encoded.rowCount)];
  const stages: Stage[] = [];
  for (const [index, slab] of slabs.entries()) {
    const rows = { quadsPerRow, residentRows: resident.rowsOf(slab), residentMask: resident.mask };
    const params = slabParams(`params.${index}`, slab, rows, blocks, request.memoryShare);
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
    ...(request.memoryShare < 1 && {
      expectedIndex: (i: number) => dilutedRow(i, { slabs, resident, blocks, request }),
      ownReference: () => partReference(request, slabs, weights, (resident.mask + 1) / quadsPerRow),
    }),
  };
}

interface ResidentRows {
  /** All ones where rows are resident as a whole. */
  readonly mask: number;
  rowsOf(slab: Pick<WeightSlab, 'rowCount'>): number;
}

function residentOf(
  { residentBytes = RESIDENT_SET_BYTES }: LaunchRequest,
  row: { readonly bytes: number; readonly loadCount: number },
): ResidentRows {
  return {
    mask: residentMask(row, residentBytes),
    rowsOf: ({ rowCount }) => residentCount(row.bytes, rowCount, residentBytes),
  };
}

function blockCount(slab: WeightSlab, { rowsPerBlock }: RowBlocks): number {
  return Math.ceil(slab.rowCount / rowsPerBlock);
}

function slabParams(
  name: string,
  slab: WeightSlab,
  {
    quadsPerRow,
    residentRows,
    residentMask,
  }: { readonly quadsPerRow: number; readonly residentRows: number; readonly residentMask: number },
  blocks: RowBlocks,
  memoryShare: number,
): Resource {
  return uniform(name, [
    ...given(slab.rowCount, quadsPerRow, slab.firstRow, blockCount(slab, blocks)),
    ...given(keptQuarters(memoryShare), residentRows, residentMask),
    blocks.blocksPerWorkgroup,
  ]);
}

/**
 * The row whose product the diluted launch puts at output i. Blocks are kept or not as a whole, but the resident set is
 * counted in rows: long rows fill it before they fill a block. Where a part of the slab's first row fills it, all that are
 * not kept give the product of that part, which stands after those of the rows.
 */
function dilutedRow(
  i: number,
  {
    slabs,
    resident,
    blocks,
    request,
  }: {
    readonly slabs: readonly WeightSlab[];
    readonly resident: ResidentRows;
    readonly blocks: RowBlocks;
    readonly request: LaunchRequest;
  },
): number {
  const index = Math.floor(i / slabs[0]!.rowCount);
  const slab = slabs[index]!;
  const row = i - slab.firstRow;
  if (isKept(Math.floor(row / blocks.rowsPerBlock), keptQuarters(request.memoryShare))) return i;
  if (isParted(resident.mask)) return request.encoded.rowCount + index;
  return slab.firstRow + (row % resident.rowsOf(slab));
}

/**
 * One product a slab, in f64: its first row's first part, again and again, times x. Parts are whole groups of columns,
 * in which packed formats order their values, so that a part of the quads is that part of the columns.
 * @param share of a padded row that is resident
 */
function partReference(
  { problem, encoded }: LaunchRequest,
  slabs: readonly WeightSlab[],
  { format }: Weights,
  share: number,
): { readonly expected: Float64Array; readonly scale: Float64Array } {
  const columns = share * encoded.meta.rowStride!;
  const expected = new Float64Array(slabs.length);
  const scale = new Float64Array(slabs.length);
  slabs.forEach((slab, index) => {
    const arrays = firstRowOf(slab);
    const { values } = format.decode({ ...encoded, rowCount: 1, arrays });
    problem.rhs.forEach((x, column) => {
      const product = values[column % columns]! * x;
      expected[index]! += product;
      scale[index]! += Math.abs(product);
    });
  });
  return { expected, scale };
}

function firstRowOf({ rowCount, values, scales }: WeightSlab): Encoded['arrays'] {
  const first = ({ data }: Resource): EncodedArray => data!.subarray(0, data!.length / rowCount);
  return { values: first(values), ...(scales && { scales: first(scales) }) };
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
