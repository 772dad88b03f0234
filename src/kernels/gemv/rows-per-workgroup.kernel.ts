import wgsl from '../../../shaders/gemv/rows-per-workgroup.wgsl?raw';
import type { KernelDescriptor } from '../../core/kernel.ts';
import { gemvLaunch, supportsGemv } from './row-blocks.ts';

/** Dense y = A·x, made to reach memory bandwidth without subgroups. */
const kernel: KernelDescriptor = {
  id: 'gemv/rows-per-workgroup',
  label: 'GEMV, rows per workgroup',
  description: 'A workgroup streams several rows at once as vec4s and sums them in workgroup memory.',
  operation: 'matvec',
  format: 'dense-f32',
  wgsl,
  tunables: { workgroupSize: [128, 256, 64, 32], rowsPerGroup: [4, 8, 2, 1] },
  frugal: { workgroupSize: 64, rowsPerGroup: 8 },
  requires: [],
  tolerance: 1e-5,
  dilutable: true,
  source:
    'Rows per workgroup as in llama.cpp mul_mat_vec; reduction after Harris, Optimizing parallel reduction',
  supports: supportsGemv,
  launch: request => {
    const { workgroupSize, rowsPerGroup } = request.tunables;
    return gemvLaunch(request, {
      rowsPerBlock: rowsPerGroup!,
      blocksPerWorkgroup: 1,
      constants: { WORKGROUP_SIZE: workgroupSize! },
      specialize: { ROWS: `${rowsPerGroup}u` },
    });
  },
};

export default kernel;
