import wgsl from '../../../shaders/gemv/subgroup.wgsl?raw';
import type { KernelDescriptor, KernelLimits } from '../../core/kernel.ts';
import { gemvLaunch, supportsGemv } from './row-blocks.ts';

/** Dense y = A·x, a subgroup to a few rows. */
const kernel: KernelDescriptor = {
  id: 'gemv/subgroup',
  label: 'GEMV, rows per subgroup',
  description: 'A subgroup streams a few rows as vec4s and adds its lanes by subgroupAdd, without a barrier.',
  operation: 'matvec',
  format: 'dense-f32',
  wgsl,
  tunables: { workgroupSize: [256, 128, 64], rowsPerSubgroup: [4, 2, 1, 8] },
  requires: ['subgroups'],
  tolerance: 1e-5,
  dilutable: true,
  source: 'Warp per row: Bell and Garland, Efficient sparse matrix-vector multiplication on CUDA (2008)',
  supports: supportsGemv,
  launch: request => {
    const { workgroupSize, rowsPerSubgroup } = request.tunables;
    return gemvLaunch(request, {
      rowsPerBlock: rowsPerSubgroup!,
      blocksPerWorkgroup: expectedSubgroups(workgroupSize!, request.limits),
      constants: { WORKGROUP_SIZE: workgroupSize! },
      specialize: { ROWS: `${rowsPerSubgroup}u` },
    });
  },
};

/** The size most GPUs have, also where the bounds that they report are wide: Metal always says 4 to 64. */
const USUAL_SUBGROUP_SIZE = 32;

/** Row blocks for a workgroup: one for each subgroup it probably has. The shader copes with any other number. */
function expectedSubgroups(
  workgroupSize: number,
  { subgroupMinSize, subgroupMaxSize }: KernelLimits,
): number {
  const size = Math.min(Math.max(USUAL_SUBGROUP_SIZE, subgroupMinSize), subgroupMaxSize);
  return Math.max(1, Math.floor(workgroupSize / size));
}

export default kernel;
