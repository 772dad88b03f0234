import { type Environment, SIMULATED_VENDOR } from '../core/environment.ts';
import type { KernelLimits } from '../core/kernel.ts';
import type { SimulatedDevice } from '../simulate/device.ts';

export const SIMULATED_LIMITS: KernelLimits = {
  maxStorageBufferBindingSize: 2 ** 31 - 4,
  maxBufferSize: 2 ** 32,
  maxComputeWorkgroupsPerDimension: 65_535,
  maxComputeInvocationsPerWorkgroup: 1024,
  maxComputeWorkgroupSizeX: 1024,
  maxComputeWorkgroupSizeY: 1024,
  maxComputeWorkgroupSizeZ: 64,
  maxComputeWorkgroupStorageSize: 32 * 1024,
  maxStorageBuffersPerShaderStage: 10,
  subgroupMinSize: 32,
  subgroupMaxSize: 32,
};

export const SIMULATED_FEATURES: ReadonlySet<string> = new Set([
  'shader-f16',
  'subgroups',
  'timestamp-query',
]);

/** Says in every field that a report shows that there was no hardware; `software` keeps it out of rankings with any. */
export function simulatedEnvironment(device: SimulatedDevice): Environment {
  return {
    adapter: {
      vendor: SIMULATED_VENDOR,
      architecture: '',
      device: '',
      description: `simulated: ${device.name}`,
      subgroupMinSize: SIMULATED_LIMITS.subgroupMinSize,
      subgroupMaxSize: SIMULATED_LIMITS.subgroupMaxSize,
      isFallbackAdapter: true,
      class: 'software',
    },
    features: [...SIMULATED_FEATURES],
    limits: { ...SIMULATED_LIMITS },
    toggles: [],
    runtime: { name: 'simulation', version: '1', platform: 'none' },
    clock: {
      timestampStepNs: device.timestamps ? device.timestampStepNs : null,
      timestampsQuantised: device.timestamps ? device.timestampStepNs >= 65_536 : null,
      wallStepNs: device.wallStepNs,
      agreement: device.timestamps ? { ratio: 1, low: 1, high: 1 } : null,
      overlaps: 'no',
    },
    label: null,
  };
}
