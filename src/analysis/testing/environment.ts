import type { Environment } from '../../core/environment.ts';
import type { SyntheticDevice } from './device.ts';
import { TIMESTAMP_STEP_NS, WALL_STEP_NS } from './synthetic-session.ts';

/** What an adapter like this device would say of itself. */
export function syntheticEnvironment(device: SyntheticDevice): Environment {
  return {
    adapter: {
      vendor: 'synthetic',
      architecture: '',
      device: device.name,
      description: `${device.name} (made up)`,
      subgroupMinSize: 32,
      subgroupMaxSize: 32,
      isFallbackAdapter: device.class === 'software',
      class: device.class,
    },
    features: device.hasTimestamps ? ['subgroups', 'timestamp-query'] : ['subgroups'],
    limits: { maxBufferSize: 2 ** 31, maxStorageBufferBindingSize: 2 ** 31 - 4 },
    toggles: [],
    runtime: { name: 'Dawn in Node', version: '0.6.2', platform: 'linux x64' },
    clock: {
      timestampStepNs: device.hasTimestamps ? TIMESTAMP_STEP_NS : null,
      timestampsQuantised: device.hasTimestamps ? false : null,
      wallStepNs: WALL_STEP_NS,
      agreement: device.hasTimestamps ? { ratio: 1.001, low: 0.997, high: 1.005 } : null,
      overlaps: 'no',
    },
    label: null,
  };
}
