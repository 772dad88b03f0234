import wgsl from '../../../shaders/gemv/rows-per-workgroup.wgsl?raw';
import type { KernelDescriptor } from '../../core/kernel.ts';
import { supportsGemv } from './row-blocks.ts';
import {
  ROWS_PER_WORKGROUP_FRUGAL,
  ROWS_PER_WORKGROUP_SOURCE,
  ROWS_PER_WORKGROUP_TUNABLES,
  rowsPerWorkgroupLaunch,
} from './rows-per-workgroup.ts';

/** Dense y = A·x, made to reach memory bandwidth without subgroups. */
const kernel: KernelDescriptor = {
  id: 'gemv/rows-per-workgroup',
  label: 'GEMV, rows per workgroup',
  description: 'A workgroup streams several rows at once as vec4s and sums them in workgroup memory.',
  operation: 'matvec',
  format: 'dense-f32',
  wgsl,
  tunables: ROWS_PER_WORKGROUP_TUNABLES,
  frugal: ROWS_PER_WORKGROUP_FRUGAL,
  requires: [],
  tolerance: 1e-5,
  dilutable: true,
  source: ROWS_PER_WORKGROUP_SOURCE,
  supports: supportsGemv,
  launch: request => rowsPerWorkgroupLaunch(request),
};

export default kernel;
