import wgsl from '../../../shaders/spmv/csr-light.wgsl?raw';
import type { KernelDescriptor, Launch, LaunchRequest, Stage } from '../../core/kernel.ts';
import { scratch } from '../scratch.ts';
import { csrLaunch } from './csr-launch.ts';
import { csrFits } from './csr-slabs.ts';

const WORKGROUP_SIZES = [64, 128, 256] as const;
/** Enough threads to fill a large GPU; they take all rows between them. */
const MOST_THREADS = 2 ** 17;

const kernel: KernelDescriptor = {
  id: 'spmv/csr-light',
  label: 'CSR, rows by a counter',
  description: 'Threads take rows from an atomic counter: whoever had short rows takes more of them.',
  operation: 'matvec',
  format: 'csr-f32',
  wgsl,
  tunables: { workgroupSize: WORKGROUP_SIZES, rowsAtOnce: [4, 1, 16, 64] },
  requires: [],
  tolerance: 1e-5,
  dilutable: true,
  source: 'LightSpMV of Liu and Schmidt, ASAP 2015, with a thread in place of a warp',
  supports: (problem, limits) => csrFits(problem, limits, Math.min(...WORKGROUP_SIZES)),
  launch,
};

/** Two dispatches a slab: the counter is cleared before each. */
function launch(request: LaunchRequest): Launch {
  const workgroupSize = request.tunables.workgroupSize!;
  const rowsAtOnce = request.tunables.rowsAtOnce!;
  const byRows = csrLaunch(request, {
    rowsPerWorkgroup: workgroupSize,
    constants: { workgroupSize, rowsAtOnce },
    executedFlops: 2 * request.encoded.arrays.values!.length,
  });
  const stages = byRows.stages.flatMap((stage): Stage[] => {
    const [across, down] = stage.workgroups;
    const most = Math.min(
      MOST_THREADS / workgroupSize,
      request.limits.maxComputeWorkgroupsPerDimension,
      Math.ceil((across * down) / rowsAtOnce),
    );
    return [
      { entryPoint: 'clear', bindings: ['next'], workgroups: [1, 1, 1] },
      { ...stage, bindings: [...stage.bindings, 'next'], workgroups: [Math.max(1, most), 1, 1] },
    ];
  });
  return { ...byRows, resources: [...byRows.resources, scratch('next', 4)], stages };
}

export default kernel;
