import wgsl from '../../../shaders/spmspv/masked-gather.wgsl?raw';
import type { KernelDescriptor, Launch, LaunchRequest } from '../../core/kernel.ts';
import { csrLaunch } from '../spmv/csr-launch.ts';
import { csrFits } from '../spmv/csr-slabs.ts';
import { automaticLanes } from '../spmv/csr-vector.kernel.ts';
import { maskedValueBytes } from './value-sectors.ts';

const kernel: KernelDescriptor = {
  id: 'spmspv/masked-gather',
  label: 'CSR, masked gather',
  description: 'Reads the columns of all nonzeros, and a value only where its input is active.',
  operation: 'matvec',
  format: 'csr-f32',
  wgsl,
  tunables: { lanesPerRow: [0, 1, 2, 4, 8, 16, 32], workgroupSize: [128, 64, 256] },
  frugal: { lanesPerRow: 1, workgroupSize: 64 },
  forActiveInputs: true,
  requires: [],
  tolerance: 1e-5,
  dilutable: true,
  source: 'Masked pull of GraphBLAST (Yang, Buluç and Owens, TOMS 2022)',
  // With 32 lanes a row and 64 threads a workgroup there are two rows a workgroup.
  supports: (problem, limits) => csrFits(problem, limits, 2),
  launch,
};

function launch(request: LaunchRequest): Launch {
  const { problem, encoded, tunables } = request;
  const workgroupSize = tunables.workgroupSize!;
  const entries = encoded.arrays.values!.length;
  const lanesPerRow = tunables.lanesPerRow! || automaticLanes(entries / encoded.rowCount);
  return csrLaunch(request, {
    rowsPerWorkgroup: workgroupSize / lanesPerRow,
    constants: { workgroupSize, lanesPerRow },
    executedFlops: 2 * (problem.active?.storedEntries ?? entries),
    valueBytes: maskedValueBytes(entries, problem.active?.storedEntries ?? entries),
  });
}

export default kernel;
