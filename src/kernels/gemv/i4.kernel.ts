import wgsl from '../../../shaders/gemv/i4.wgsl?raw';
import type { KernelDescriptor } from '../../core/kernel.ts';
import format from '../../formats/dense-i4.format.ts';
import { I4_ROWS } from '../../formats/row-packing.ts';
import { supportsGemv } from './row-blocks.ts';
import {
  PACKED_ROWS_FRUGAL,
  PACKED_ROWS_TUNABLES,
  ROWS_PER_WORKGROUP_SOURCE,
  rowsPerWorkgroupLaunch,
} from './rows-per-workgroup.ts';

/** Dense y = A·x with int4 weights that have a scale for every 64 columns. */
const kernel: KernelDescriptor = {
  id: 'gemv/i4',
  label: 'GEMV int4',
  description:
    'A workgroup streams several rows of int4 weights, makes f32 of them, and scales every 64 columns.',
  operation: 'matvec',
  format: 'dense-i4',
  wgsl,
  tunables: PACKED_ROWS_TUNABLES,
  frugal: PACKED_ROWS_FRUGAL,
  requires: [],
  tolerance: 1e-5,
  dilutable: true,
  source: ROWS_PER_WORKGROUP_SOURCE,
  supports: (problem, limits) => supportsGemv(problem, limits, I4_ROWS),
  launch: request => rowsPerWorkgroupLaunch(request, { format, packing: I4_ROWS }),
};

export default kernel;
