import type { KernelLimits } from '../core/kernel.ts';

const MIB = 2 ** 20;

/** What every WebGPU device has. */
export const DEFAULT_LIMITS: KernelLimits = {
  maxStorageBufferBindingSize: 128 * MIB,
  maxBufferSize: 256 * MIB,
  maxComputeWorkgroupsPerDimension: 65_535,
  maxComputeInvocationsPerWorkgroup: 256,
  maxComputeWorkgroupSizeX: 256,
  maxComputeWorkgroupSizeY: 256,
  maxComputeWorkgroupSizeZ: 64,
  maxComputeWorkgroupStorageSize: 16 * 1024,
  maxStorageBuffersPerShaderStage: 8,
  subgroupMinSize: 1,
  subgroupMaxSize: 128,
};
