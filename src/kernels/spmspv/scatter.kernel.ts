import wgsl from '../../../shaders/spmspv/scatter.wgsl?raw';
import type { KernelDescriptor, KernelLimits, Launch, LaunchRequest, Stage } from '../../core/kernel.ts';
import type { Problem } from '../../core/problem.ts';
import type { Work } from '../../core/work.ts';
import { foldWorkgroups } from '../../core/workgroups.ts';
import operation from '../../operations/matvec.operation.ts';
import { takesOneVector } from '../one-vector.ts';
import { bindingBytes, fitsBinding } from '../row-slabs.ts';
import { scratch } from '../scratch.ts';
import { vectorsOf } from '../spmv/row-launch.ts';
import { given, uniform } from '../uniform.ts';
import { workgroupsFit } from '../workgroups-fit.ts';
import { columnSlabs } from './column-slabs.ts';
import { INPUT_BYTES, inputList, listedColumns } from './input-list.ts';

const WORKGROUP_SIZES = [128, 64, 256, 1] as const;
/** Rows that a workgroup of the second phase adds up. */
const REDUCE_SIZE = 64;

const kernel: KernelDescriptor = {
  id: 'spmspv/scatter',
  label: 'CSC, scatter in two phases',
  description: 'Parts of the active columns are added up apart, then the parts: time follows the activity.',
  operation: 'matvec',
  format: 'csc-f32',
  wgsl,
  tunables: { parts: [64, 2, 4, 8, 16, 32, 128, 256], workgroupSize: WORKGROUP_SIZES },
  frugal: { parts: 4, workgroupSize: 1 },
  forActiveInputs: true,
  requires: [],
  tolerance: 1e-5,
  dilutable: false,
  source: 'Push of GraphBLAST (Yang, Buluç and Owens, TOMS 2022), with private results instead of atomics',
  supports,
  launch,
};

function supports({ a, rhsColumnCount }: Problem, limits: KernelLimits): true | string {
  if (rhsColumnCount !== 1) return takesOneVector(rhsColumnCount);
  const fits = fitsBinding(
    {
      'the list of active inputs': INPUT_BYTES * a.columnCount,
      // A column may be as long, and is read whole.
      y: 16 * Math.ceil(a.rowCount / 4),
      'two column pointers': 8,
    },
    limits,
  );
  return fits === true ? workgroupsFit(Math.ceil(a.rowCount / REDUCE_SIZE), limits) : fits;
}

/** A dispatch a slab, which add to one set of partial results; then one that adds these up. */
function launch(request: LaunchRequest): Launch {
  const { problem, encoded, limits, tunables } = request;
  const { rowCount } = encoded;
  const workgroupSize = tunables.workgroupSize!;
  const columns = listedColumns(problem);
  const mostParts = Math.floor(bindingBytes(limits) / (4 * rowCount));
  const partCount = Math.max(1, Math.min(tunables.parts!, columns.length, mostParts));
  const slabs = columnSlabs(encoded, columns, limits);
  const { y } = vectorsOf(request);
  const partials = scratch('partials', 4 * rowCount * partCount);
  const params = slabs.map(({ firstColumn, firstInput, inputEnd }, index) =>
    uniform(
      `params.${index}`,
      given(rowCount, partCount, firstInput, inputEnd, firstColumn, index === 0 ? 1 : 0),
    ),
  );
  const scatters = slabs.map(
    ({ resources }, index): Stage => ({
      entryPoint: 'main',
      bindings: [...resources.map(({ name }) => name), 'inputs', 'partials', `params.${index}`],
      workgroups: [partCount, 1, 1],
    }),
  );
  const reduce: Stage = {
    entryPoint: 'reduce',
    bindings: ['partials', 'y', 'params.0'],
    workgroups: foldWorkgroups(Math.ceil(rowCount / REDUCE_SIZE), limits),
  };
  return {
    resources: [...slabs.flatMap(({ resources }) => resources), inputList(problem), partials, y, ...params],
    constants: { workgroupSize, reduceSize: REDUCE_SIZE },
    specialize: {},
    stages: [...scatters, reduce],
    work: workOf(request, partCount),
    outputType: 'f32',
  };
}

/** Of the matrix, only what the list reaches: the ends of its columns and their entries. */
function workOf({ problem, encoded }: LaunchRequest, partCount: number): Work {
  const entries = encoded.arrays.values!.length;
  // A zero that a generator drew for a dense matrix is not stored, and nothing is done for it.
  const nnz = Math.min(problem.nnz, entries);
  const active = problem.active?.nnz ?? nnz;
  const reached = problem.active?.storedEntries ?? entries;
  const listed = 2 * INPUT_BYTES * listedColumns(problem).length;
  return {
    usefulFlops: operation.usefulFlops({ ...problem, nnz }),
    executedFlops: 2 * reached,
    compulsoryBytes: listed + 8 * active + 4 * encoded.rowCount,
    // Every part's results are cleared, read and written where they are added to, and read once more.
    modelledBytes: listed + 16 * reached + 8 * partCount * encoded.rowCount + 4 * encoded.rowCount,
  };
}

export default kernel;
