import type { KernelLimits, Launch, LaunchRequest, Resource, Stage } from '../../core/kernel.ts';
import type { Problem } from '../../core/problem.ts';
import type { Work } from '../../core/work.ts';
import { foldWorkgroups, slabs } from '../../core/workgroups.ts';
import dense from '../../formats/dense.format.ts';
import { paddedToQuads } from '../../formats/padded-rows.ts';
import matmul from '../../operations/matmul.operation.ts';
import { arrayResource, denseRowSlabs, fitsBinding, outputResource, rowsPerBinding } from '../row-slabs.ts';
import { given, uniform } from '../uniform.ts';

/** Columns that one pass over A multiplies at most, where a workgroup shares a block of rows. */
export const MOST_COLUMNS = 32;
/** Sums that a thread keeps in registers at most. */
const MOST_SUMS = 32;
/** Threads of a workgroup are shared out among at most so many groups of columns, a power of two. */
const MOST_GROUPS = 8;

/** How the columns of B are shared out: A is read once for every pass. */
export interface ColumnPasses {
  readonly passCount: number;
  /** Of all passes but the last, which may have fewer. */
  readonly columnsPerPass: number;
  readonly columnsPerThread: number;
  /** Groups of threads with columns of their own. */
  readonly groups: number;
}

/** Whether few-column products can run: A and C are cut by rows, B by columns; less cannot be cut. */
export function supportsColumns({ a, rhsColumnCount }: Problem, limits: KernelLimits): true | string {
  if (rhsColumnCount < 1) return 'matrix × matrix needs at least one right-hand side, there are 0';
  const rowBytes = 4 * paddedToQuads(a.columnCount);
  return fitsBinding(
    { 'a row of A': rowBytes, 'a column of B': rowBytes, 'a row of C': 4 * rhsColumnCount },
    limits,
  );
}

/** As few passes as limits allow, of equal width; then as few groups, so that many lanes stride along a row. */
export function columnPasses(
  columnCount: number,
  columnBytes: number,
  tunables: Readonly<Record<string, number>>,
  limits: KernelLimits,
): ColumnPasses {
  const perThread = Math.min(tunables.columnsPerThread!, Math.floor(MOST_SUMS / tunables.rowsPerGroup!));
  const widest = Math.min(MOST_COLUMNS, MOST_GROUPS * perThread, rowsPerBinding(columnBytes, limits));
  const passCount = Math.ceil(columnCount / widest);
  const columnsPerPass = Math.ceil(columnCount / passCount);
  const groups = 2 ** Math.ceil(Math.log2(Math.ceil(columnsPerPass / perThread)));
  return { passCount, columnsPerPass, groups, columnsPerThread: Math.ceil(columnsPerPass / groups) };
}

/** How a kernel shares out the rows of C, in blocks that are computed together, and the columns. */
export interface ColumnShape {
  readonly passes: ColumnPasses;
  readonly rowsPerBlock: number;
  readonly blocksPerWorkgroup: number;
  readonly constants: Readonly<Record<string, number>>;
  readonly specialize: Readonly<Record<string, string>>;
}

/** One stage for every slab of rows of A and C, times every pass. */
export function columnsLaunch(request: LaunchRequest, shape: ColumnShape): Launch {
  const { problem, encoded, limits } = request;
  const { passes, rowsPerBlock, blocksPerWorkgroup, constants, specialize } = shape;
  const n = problem.rhsColumnCount;
  const stride = encoded.meta.rowStride!;
  const ranges = slabs(n, passes.columnsPerPass);
  const columns = ranges.map(([begin, end], i) =>
    arrayResource(`b.${i}`, 'input', rhsColumns(problem, begin, end, stride)),
  );
  const aSlabs = denseRowSlabs(
    encoded,
    Math.min(rowsPerBinding(4 * stride, limits), rowsPerBinding(4 * n, limits)),
  );
  const resources: Resource[] = [...aSlabs.map(slab => slab.resource), ...columns];
  const stages: Stage[] = [];
  for (const [i, slab] of aSlabs.entries()) {
    resources.push(outputResource(`c.${i}`, slab.rowCount * n));
    const blockCount = Math.ceil(slab.rowCount / rowsPerBlock);
    for (const [j, [begin, end]] of ranges.entries()) {
      const words = given(slab.rowCount, stride / 4, blockCount, end - begin, begin, n);
      const params = uniform(`params.${i}.${j}`, words);
      resources.push(params);
      stages.push({
        entryPoint: 'main',
        bindings: [slab.resource.name, `b.${j}`, `c.${i}`, params.name],
        workgroups: foldWorkgroups(Math.ceil(blockCount / blocksPerWorkgroup), limits),
      });
    }
  }
  const blockCount = aSlabs.reduce((sum, slab) => sum + Math.ceil(slab.rowCount / rowsPerBlock), 0);
  return {
    resources,
    constants,
    specialize,
    stages,
    work: columnsWork(request, shape, blockCount),
    outputType: 'f32',
  };
}

/** Columns begin … end − 1 of B, one after the other, zero-padded to `stride` floats each. */
function rhsColumns(
  { a, rhs, rhsColumnCount: n }: Problem,
  begin: number,
  end: number,
  stride: number,
): Float32Array<ArrayBuffer> {
  const values = new Float32Array((end - begin) * stride);
  for (let k = 0; k < a.columnCount; k++) {
    for (let j = begin; j < end; j++) values[(j - begin) * stride + k] = rhs[k * n + j]!;
  }
  return values;
}

/** Modelled bytes: A once a pass, every column of B once for every block of rows, C once. */
function columnsWork(
  { problem, encoded }: LaunchRequest,
  { passes, rowsPerBlock }: ColumnShape,
  blockCount: number,
): Work {
  const { rowCount } = encoded;
  const stride = encoded.meta.rowStride!;
  const n = problem.rhsColumnCount;
  const columnsRun = passes.passCount * passes.groups * passes.columnsPerThread;
  return {
    usefulFlops: matmul.usefulFlops(problem),
    executedFlops: 2 * blockCount * rowsPerBlock * stride * columnsRun,
    compulsoryBytes: matmul.compulsoryBytes(problem, dense.storedBytes(problem.a), true),
    modelledBytes: 4 * (passes.passCount * rowCount * stride + blockCount * stride * n + rowCount * n),
  };
}
