import wgsl from '../../../shaders/spmv/coo.wgsl?raw';
import type { Encoded } from '../../core/format.ts';
import type { KernelDescriptor, KernelLimits, Launch, LaunchRequest } from '../../core/kernel.ts';
import type { Problem } from '../../core/problem.ts';
import type { Work } from '../../core/work.ts';
import { foldWorkgroups, slabs } from '../../core/workgroups.ts';
import coo from '../../formats/coo.format.ts';
import operation from '../../operations/matvec.operation.ts';
import { takesOneVector } from '../one-vector.ts';
import { type BindingLimits, fitsBinding, rowsPerBinding } from '../row-slabs.ts';
import { given, uniform } from '../uniform.ts';
import { workgroupsFit } from '../workgroups-fit.ts';
import { weights } from './csr-slabs.ts';
import { carryStages } from './launches/carries.ts';
import { vectorsOf } from './row-launch.ts';

const WORKGROUP_SIZES = [64, 128, 256] as const;
const ELEMENTS = [16, 8, 32, 64, 256] as const;

const kernel: KernelDescriptor = {
  id: 'spmv/coo',
  label: 'COO, equal shares of elements',
  description:
    'Every thread sums up an equal share of the elements by their rows; two short dispatches add up rows that were cut.',
  operation: 'matvec',
  format: 'coo-f32',
  wgsl,
  tunables: { workgroupSize: WORKGROUP_SIZES, elementsPerThread: ELEMENTS },
  requires: [],
  tolerance: 1e-5,
  dilutable: false,
  source: 'Segmented reduction of COO, Bell and Garland, SC 2009, without atomics',
  supports,
  launch,
};

function supports({ a, storedEntries, rhsColumnCount }: Problem, limits: KernelLimits): true | string {
  if (rhsColumnCount !== 1) return takesOneVector(rhsColumnCount);
  const fits = fitsBinding({ x: 4 * a.columnCount, y: 4 * a.rowCount }, limits);
  if (fits !== true) return fits;
  const threads = Math.max(a.rowCount, Math.ceil(storedEntries / Math.min(...ELEMENTS)));
  return workgroupsFit(Math.ceil(threads / Math.min(...WORKGROUP_SIZES)), limits);
}

/** One dispatch that clears y, and three a slab. */
function launch(request: LaunchRequest): Launch {
  const { encoded, limits, tunables } = request;
  const { workgroupSize = 64, elementsPerThread = 16 } = tunables;
  const { x, y } = vectorsOf(request);
  const shared = cooSlabs(encoded, limits).map(slab => ({
    ...slab,
    shareCount: Math.ceil(slab.elementCount / elementsPerThread),
  }));
  const { scratch, stages, carriedBytes } = carryStages(shared, workgroupSize, limits);
  const params = shared.map(({ elementCount }, index) =>
    uniform(`params.${index}`, given(encoded.rowCount, elementCount)),
  );
  const clear = {
    entryPoint: 'clear',
    bindings: ['y', 'params.0'],
    workgroups: foldWorkgroups(Math.ceil(encoded.rowCount / workgroupSize), limits),
  };
  return {
    resources: [...shared.flatMap(({ resources }) => resources), x, y, ...scratch, ...params],
    constants: { workgroupSize, elementsPerThread },
    specialize: {},
    stages: [clear, ...stages],
    work: workOf(request, carriedBytes),
    outputType: 'f32',
  };
}

function workOf({ problem, encoded }: LaunchRequest, carriedBytes: number): Work {
  const entries = encoded.arrays.values!.length;
  const nnz = Math.min(problem.nnz, entries);
  return {
    usefulFlops: operation.usefulFlops({ ...problem, nnz }),
    executedFlops: 2 * entries,
    compulsoryBytes: operation.compulsoryBytes(problem, coo.storedBytes(problem.a, nnz)),
    // As if no element of x were ever found in a cache; an element of y is cleared, and added to once.
    modelledBytes: (12 + 4) * entries + 3 * 4 * encoded.rowCount + carriedBytes,
  };
}

/** Slabs of as many elements as fit, rows cut or not; one at least. */
function cooSlabs({ arrays }: Encoded, limits: BindingLimits) {
  const { rows, columns, values } = arrays;
  const cuts = slabs(Math.max(1, values!.length), rowsPerBinding(4, limits));
  return cuts.map(([begin, end], index) => ({
    elementCount: Math.min(end, values!.length) - begin,
    resources: [
      weights(`rows.${index}`, rows!.subarray(begin, end)),
      weights(`columns.${index}`, columns!.subarray(begin, end)),
      weights(`values.${index}`, values!.subarray(begin, end)),
    ],
  }));
}

export default kernel;
