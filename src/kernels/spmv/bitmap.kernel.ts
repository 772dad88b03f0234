import wgsl from '../../../shaders/spmv/bitmap.wgsl?raw';
import type { KernelDescriptor } from '../../core/kernel.ts';
import bitmap from '../../formats/bitmap.format.ts';
import { bitmapFits, bitmapLaunch } from './launches/bitmap-launch.ts';

const kernel: KernelDescriptor = {
  id: 'spmv/bitmap',
  label: 'bitmap, slice of lanes a row',
  description: 'A bit a cell says which values are stored; lanes find theirs by counting the bits before.',
  operation: 'matvec',
  format: 'bitmap-f32',
  wgsl,
  tunables: { lanesPerGroup: [8, 1, 32], groupsAtOnce: [4, 1, 8], workgroupSize: [128, 64] },
  frugal: { lanesPerGroup: 1, groupsAtOnce: 1, workgroupSize: 64 },
  requires: [],
  tolerance: 1e-5,
  dilutable: true,
  source: 'Bit masks with ranks, as in SparTA (OSDI 2022) and SpInfer (EuroSys 2025)',
  supports: bitmapFits,
  launch: request => bitmapLaunch(request, bitmap, { name: 'values', perWord: 1 }),
};

export default kernel;
