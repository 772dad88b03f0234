import wgsl from '../../../shaders/spmv/csr-merge.wgsl?raw';
import type { KernelDescriptor, KernelLimits, Launch, LaunchRequest } from '../../core/kernel.ts';
import type { Problem } from '../../core/problem.ts';
import { given, uniform } from '../uniform.ts';
import { workgroupsFit } from '../workgroups-fit.ts';
import { csrWork } from './csr-launch.ts';
import { csrFits, csrSlabs } from './csr-slabs.ts';
import { carryStages } from './launches/carries.ts';
import { vectorsOf } from './row-launch.ts';

const WORKGROUP_SIZES = [64, 128, 256] as const;
const ITEMS = [16, 8, 32, 64, 256] as const;

const kernel: KernelDescriptor = {
  id: 'spmv/csr-merge',
  label: 'CSR, merge path',
  description:
    'Every thread takes an equal share of row ends and elements; two short dispatches add up rows that were cut.',
  operation: 'matvec',
  format: 'csr-f32',
  wgsl,
  tunables: { workgroupSize: WORKGROUP_SIZES, itemsPerThread: ITEMS },
  requires: [],
  tolerance: 1e-5,
  dilutable: false,
  source: 'Merge-based CSR of Merrill and Garland, SC 2016',
  supports,
  launch,
};

function supports(problem: Problem, limits: KernelLimits): true | string {
  const items = problem.a.rowCount + problem.storedEntries;
  const fits = workgroupsFit(Math.ceil(items / (Math.min(...ITEMS) * Math.min(...WORKGROUP_SIZES))), limits);
  return fits === true ? csrFits(problem, limits, Math.min(...WORKGROUP_SIZES)) : fits;
}

function launch(request: LaunchRequest): Launch {
  const { encoded, limits, tunables } = request;
  const { workgroupSize = 64, itemsPerThread = 16 } = tunables;
  const slabs = csrSlabs(encoded, limits).map(slab => ({
    ...slab,
    shareCount: Math.ceil((slab.rowCount + slab.nnz) / itemsPerThread),
  }));
  const { x, y } = vectorsOf(request);
  const { scratch, stages, carriedBytes } = carryStages(slabs, workgroupSize, limits);
  const params = slabs.map(({ rowCount, nnz, firstRow }, index) =>
    uniform(`params.${index}`, given(rowCount, nnz, firstRow)),
  );
  return {
    resources: [...slabs.flatMap(({ resources }) => resources), x, y, ...scratch, ...params],
    constants: { workgroupSize, itemsPerThread },
    specialize: {},
    stages,
    work: csrWork(request, {
      executedFlops: 2 * encoded.arrays.values!.length,
      furtherBytes: carriedBytes,
    }),
    outputType: 'f32',
  };
}

export default kernel;
