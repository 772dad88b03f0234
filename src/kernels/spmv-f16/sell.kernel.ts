import wgsl from '../../../shaders/spmv-f16/sell.wgsl?raw';
import type { KernelDescriptor } from '../../core/kernel.ts';
import format from '../../formats/compact/sell-f16.format.ts';
import { sellFits, sellLaunch } from '../spmv/launches/sell-launch.ts';

const kernel: KernelDescriptor = {
  id: 'spmv-f16/sell',
  label: 'SELL f16, thread a row of a slice',
  description: 'Slices of 32 rows of like lengths; a word holds the column and the value of an element.',
  operation: 'matvec',
  format: 'sell-f16',
  wgsl,
  tunables: { lanesPerRow: [4, 1, 2, 8], workgroupSize: [128, 64, 256] },
  frugal: { lanesPerRow: 1, workgroupSize: 64 },
  requires: [],
  tolerance: 1e-5,
  dilutable: true,
  source: 'SELL-C-σ of Kreutzer et al., SIAM J. Sci. Comput. 36 (2014), with narrow columns',
  supports: sellFits,
  launch: request => sellLaunch(request, format, ['cells']),
};

export default kernel;
