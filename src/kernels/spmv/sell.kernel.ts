import wgsl from '../../../shaders/spmv/sell.wgsl?raw';
import type { KernelDescriptor } from '../../core/kernel.ts';
import sell from '../../formats/sell.format.ts';
import { sellFits, sellLaunch } from './launches/sell-launch.ts';

const kernel: KernelDescriptor = {
  id: 'spmv/sell',
  label: 'SELL, thread a row of a slice',
  description:
    'Slices of 32 rows of like lengths lie column by column: neighbouring threads read neighbouring words.',
  operation: 'matvec',
  format: 'sell-f32',
  wgsl,
  tunables: { lanesPerRow: [4, 1, 2, 8], workgroupSize: [128, 64, 256] },
  frugal: { lanesPerRow: 1, workgroupSize: 64 },
  requires: [],
  tolerance: 1e-5,
  dilutable: true,
  source: 'SELL-C-σ of Kreutzer et al., SIAM J. Sci. Comput. 36 (2014)',
  supports: sellFits,
  launch: request => sellLaunch(request, sell, ['columns', 'values']),
};

export default kernel;
