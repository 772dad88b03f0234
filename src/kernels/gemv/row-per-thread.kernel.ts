import wgsl from '../../../shaders/gemv/row-per-thread.wgsl?raw';
import type { KernelDescriptor, KernelLimits } from '../../core/kernel.ts';
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
  // No rows: as many as suit the vectors of a CPU.
  tunables: { workgroupSize: [64, 32, 128, 8], rowsPerThread: [1, 8, 4, 0] },
  frugal: { workgroupSize: 8, rowsPerThread: 0 },
  requires: [],
  tolerance: 1e-5,
  dilutable: true,
  source: 'One thread per row, the textbook form',
  supports: supportsGemv,
  launch: request => {
    const { workgroupSize, rowsPerThread } = request.tunables;
    const rows = rowsPerThread || rowsByLanes(request.limits);
    return gemvLaunch(request, {
      rowsPerBlock: workgroupSize! * rows,
      blocksPerWorkgroup: 1,
      constants: { WORKGROUP_SIZE: workgroupSize! },
      specialize: { ROWS: `${rows}u` },
    });
  },
};

/**
 * A CPU runs the lanes of a subgroup in one vector. Four of them (SwiftShader) are a vector of SSE, and eight rows save loads
 * of x; with eight (llvmpipe) a thread of four rows has as many sums, and its vectors stay in registers.
 */
export function rowsByLanes({ subgroupMaxSize }: Pick<KernelLimits, 'subgroupMaxSize'>): number {
  return subgroupMaxSize <= 4 ? 8 : 4;
}

export default kernel;
