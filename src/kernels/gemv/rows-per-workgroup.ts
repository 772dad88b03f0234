import type { Launch, LaunchRequest } from '../../core/kernel.ts';
import { gemvLaunch, type Weights } from './row-blocks.ts';

/** What the kernels have in common that give a few rows to a workgroup, whatever numbers the rows are stored in. */

export const ROWS_PER_WORKGROUP_TUNABLES: Readonly<Record<string, readonly number[]>> = {
  workgroupSize: [128, 256, 64, 32],
  rowsPerGroup: [2, 1, 4, 8],
};

export const ROWS_PER_WORKGROUP_FRUGAL = { workgroupSize: 64, rowsPerGroup: 8 };

/** Packed rows have fewer vec4s, so fewer threads stride along them. */
export const PACKED_ROWS_TUNABLES: Readonly<Record<string, readonly number[]>> = {
  workgroupSize: [64, 128, 32],
  rowsPerGroup: [4, 8, 2],
};

export const PACKED_ROWS_FRUGAL = { workgroupSize: 32, rowsPerGroup: 8 };

export const ROWS_PER_WORKGROUP_SOURCE =
  'Rows per workgroup as in llama.cpp mul_mat_vec; reduction after Harris, Optimizing parallel reduction';

export function rowsPerWorkgroupLaunch(request: LaunchRequest, weights?: Weights): Launch {
  const { workgroupSize, rowsPerGroup } = request.tunables;
  const blocks = {
    rowsPerBlock: rowsPerGroup!,
    blocksPerWorkgroup: 1,
    constants: { WORKGROUP_SIZE: workgroupSize! },
    specialize: { ROWS: `${rowsPerGroup}u` },
  };
  return gemvLaunch(request, blocks, weights);
}
