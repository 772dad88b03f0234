import wgsl from '../../../shaders/spmv/csr-scalar.wgsl?raw';
import type { KernelDescriptor, Launch, LaunchRequest } from '../../core/kernel.ts';
import { csrLaunch } from './csr-launch.ts';
import { csrFits } from './csr-slabs.ts';

const WORKGROUP_SIZES = [64, 128, 256] as const;

const kernel: KernelDescriptor = {
  id: 'spmv/csr-scalar',
  label: 'CSR, thread a row',
  description: 'One thread walks one row; neighbouring threads read far apart, and wait for the longest row.',
  operation: 'matvec',
  format: 'csr-f32',
  wgsl,
  tunables: { workgroupSize: WORKGROUP_SIZES },
  requires: [],
  tolerance: 1e-5,
  dilutable: true,
  source: 'CSR (scalar) of Bell and Garland, SC 2009',
  supports: (problem, limits) => csrFits(problem, limits, Math.min(...WORKGROUP_SIZES)),
  launch,
};

function launch(request: LaunchRequest): Launch {
  const workgroupSize = request.tunables.workgroupSize!;
  return csrLaunch(request, {
    rowsPerWorkgroup: workgroupSize,
    constants: { workgroupSize },
    executedFlops: 2 * request.encoded.arrays.values!.length,
  });
}

export default kernel;
