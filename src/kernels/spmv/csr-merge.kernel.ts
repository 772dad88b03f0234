import wgsl from '../../../shaders/spmv/csr-merge.wgsl?raw';
import type { KernelDescriptor, KernelLimits, Launch, LaunchRequest, Stage } from '../../core/kernel.ts';
import type { Problem } from '../../core/problem.ts';
import { foldWorkgroups } from '../../core/workgroups.ts';
import { scratch } from '../scratch.ts';
import { given, uniform } from '../uniform.ts';
import { workgroupsFit } from '../workgroups-fit.ts';
import { csrWork } from './csr-launch.ts';
import { type CsrSlab, csrFits, csrSlabs } from './csr-slabs.ts';
import { vectorsOf } from './row-launch.ts';

const WORKGROUP_SIZES = [64, 128, 256] as const;
const ITEMS = [16, 8, 32, 64, 256] as const;
/** Carries that a thread of the second dispatch adds up, as in the shader. */
const FOLD = 64;
/** Row and sum. */
const CARRY_BYTES = 8;

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

/** Three dispatches a slab; carries are handed on in buffers that all slabs share. */
function launch(request: LaunchRequest): Launch {
  const { encoded, limits, tunables } = request;
  const workgroupSize = tunables.workgroupSize!;
  const slabs = csrSlabs(encoded, limits).map(slab => ({
    ...slab,
    ...sharesOf(slab, tunables.itemsPerThread!),
  }));
  const { x, y } = vectorsOf(request);
  const most = (of: (slab: (typeof slabs)[number]) => number) => Math.max(...slabs.map(of));
  const carries = scratch('carries', CARRY_BYTES * most(({ shareCount }) => shareCount));
  const folded = scratch('folded', CARRY_BYTES * most(({ foldCount }) => foldCount));
  const params = slabs.map(({ rowCount, nnz, firstRow }, index) =>
    uniform(`params.${index}`, given(rowCount, nnz, firstRow)),
  );
  const workgroups = (threads: number) => foldWorkgroups(Math.ceil(threads / workgroupSize), limits);
  const stages = slabs.flatMap(({ resources, shareCount, foldCount }, index): Stage[] => [
    {
      entryPoint: 'main',
      bindings: [...resources.map(({ name }) => name), 'x', 'y', 'carries', `params.${index}`],
      workgroups: workgroups(shareCount),
    },
    {
      entryPoint: 'fold',
      bindings: ['carries', 'folded', 'y', `params.${index}`],
      workgroups: workgroups(foldCount),
    },
    { entryPoint: 'finish', bindings: ['folded', 'y', `params.${index}`], workgroups: workgroups(foldCount) },
  ]);
  const handedOn = slabs.reduce((sum, { shareCount, foldCount }) => sum + shareCount + foldCount, 0);
  return {
    resources: [...slabs.flatMap(({ resources }) => resources), x, y, carries, folded, ...params],
    constants: { workgroupSize, itemsPerThread: tunables.itemsPerThread! },
    specialize: {},
    stages,
    work: csrWork(request, {
      executedFlops: 2 * encoded.arrays.values!.length,
      // Carries are written once, and read once.
      furtherBytes: 2 * CARRY_BYTES * handedOn,
    }),
    outputType: 'f32',
  };
}

/** Shares of the merge of a slab's row ends and elements, and what folds them. */
function sharesOf({ rowCount, nnz }: CsrSlab, itemsPerThread: number) {
  const shareCount = Math.ceil((rowCount + nnz) / itemsPerThread);
  return { shareCount, foldCount: Math.ceil(shareCount / FOLD) };
}

export default kernel;
