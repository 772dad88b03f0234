import wgsl from '../../../shaders/gemv/f16.wgsl?raw';
import type { KernelDescriptor } from '../../core/kernel.ts';
import format from '../../formats/dense-f16.format.ts';
import { F16_ROWS } from '../../formats/row-packing.ts';
import { supportsGemv } from './row-blocks.ts';
import {
  PACKED_ROWS_FRUGAL,
  PACKED_ROWS_TUNABLES,
  ROWS_PER_WORKGROUP_SOURCE,
  rowsPerWorkgroupLaunch,
} from './rows-per-workgroup.ts';

/** Dense y = A·x with f16 weights, on every device. */
const kernel: KernelDescriptor = {
  id: 'gemv/f16',
  label: 'GEMV f16',
  description:
    'A workgroup streams several rows of f16 weights, unpacks them by unpack2x16float and sums in f32.',
  operation: 'matvec',
  format: 'dense-f16',
  wgsl,
  tunables: PACKED_ROWS_TUNABLES,
  frugal: PACKED_ROWS_FRUGAL,
  requires: [],
  tolerance: 1e-5,
  dilutable: true,
  source: ROWS_PER_WORKGROUP_SOURCE,
  supports: (problem, limits) => supportsGemv(problem, limits, F16_ROWS),
  launch: request => rowsPerWorkgroupLaunch(request, { format, packing: F16_ROWS }),
};

export default kernel;
