import wgsl from '../../../shaders/gemv/row-per-thread.wgsl?raw';
import type { KernelDescriptor } from '../../core/kernel.ts';
import { gemvLaunch, supportsGemv } from './row-blocks.ts';

/** Dense y = A·x, the plainest way. */
const kernel: KernelDescriptor = {
  id: 'gemv/row-per-thread',
  label: 'GEMV, row per thread',
  description: 'One thread walks along one row; loads of neighbouring threads lie a whole row apart.',
  operation: 'matvec',
  format: 'dense-f32',
  wgsl,
  tunables: { workgroupSize: [64, 32, 128, 256] },
  requires: [],
  tolerance: 1e-5,
  dilutable: true,
  source: 'One thread per row, the textbook form',
  supports: supportsGemv,
  launch: request => {
    const workgroupSize = request.tunables.workgroupSize!;
    return gemvLaunch(request, {
      rowsPerBlock: workgroupSize,
      blocksPerWorkgroup: 1,
      constants: { WORKGROUP_SIZE: workgroupSize },
      specialize: {},
    });
  },
};

export default kernel;
