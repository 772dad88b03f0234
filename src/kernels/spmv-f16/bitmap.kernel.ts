import wgsl from '../../../shaders/spmv-f16/bitmap.wgsl?raw';
import type { KernelDescriptor } from '../../core/kernel.ts';
import format from '../../formats/compact/bitmap-f16.format.ts';
import { bitmapFits, bitmapLaunch } from '../spmv/launches/bitmap-launch.ts';

const kernel: KernelDescriptor = {
  id: 'spmv-f16/bitmap',
  label: 'bitmap f16, slice of lanes a row',
  description: 'A bit a cell says which values are stored, each in two bytes.',
  operation: 'matvec',
  format: 'bitmap-f16',
  wgsl,
  tunables: { lanesPerGroup: [8, 1, 32], groupsAtOnce: [4, 1, 8], workgroupSize: [128, 64] },
  frugal: { lanesPerGroup: 1, groupsAtOnce: 1, workgroupSize: 64 },
  requires: [],
  tolerance: 1e-5,
  dilutable: true,
  source: 'Bit masks with ranks, as in SparTA (OSDI 2022) and SpInfer (EuroSys 2025)',
  supports: bitmapFits,
  launch: request => bitmapLaunch(request, format, { name: 'pairs', perWord: 2 }),
};

export default kernel;
