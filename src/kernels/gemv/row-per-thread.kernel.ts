import wgsl from '../../../shaders/gemv/row-per-thread.wgsl?raw';
import type { KernelDescriptor } from '../../core/kernel.ts';
import { gemvLaunch, supportsGemv } from './row-blocks.ts';

/** Dense y = A·x, the plainest way. */
const kernel: KernelDescriptor = {
  id: 'gemv/row-per-thread',
  label: 'GEMV, row per thread',
  description:
    'One thread walks along one row, or a few; loads of neighbouring threads lie whole rows apart.',
  operation: 'matvec',
  format: 'dense-f32',
  wgsl,
  tunables: { workgroupSize: [64, 32, 128, 8], rowsPerThread: [1, 8, 4] },
  frugal: { workgroupSize: 8, rowsPerThread: 8 },
  requires: [],
  tolerance: 1e-5,
  dilutable: true,
  source: 'One thread per row, the textbook form',
  supports: supportsGemv,
  launch: request => {
    const { workgroupSize, rowsPerThread } = request.tunables;
    return gemvLaunch(request, {
      rowsPerBlock: workgroupSize! * rowsPerThread!,
      blocksPerWorkgroup: 1,
      constants: { WORKGROUP_SIZE: workgroupSize! },
      specialize: { ROWS: `${rowsPerThread}u` },
    });
  },
};

export default kernel;
