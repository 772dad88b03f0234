import type { Relation } from '../relation.ts';

/** The least that WebGPU lets any core device have; in WebGPU's own words, its default limits. */
const LEAST: Readonly<Record<string, number>> = {
  maxStorageBufferBindingSize: 2 ** 27,
  maxBufferSize: 2 ** 28,
  maxComputeWorkgroupsPerDimension: 65_535,
  maxComputeInvocationsPerWorkgroup: 256,
  maxComputeWorkgroupSizeX: 256,
  maxComputeWorkgroupSizeY: 256,
  maxComputeWorkgroupSizeZ: 64,
  maxComputeWorkgroupStorageSize: 16_384,
  maxStorageBuffersPerShaderStage: 8,
};

const relation: Relation = {
  id: 'environment/limits',
  severity: 'impossible',
  claim:
    'A device has all limits that shape a launch, each at least as large as WebGPU’s default, in whole numbers.',
  *breaches({ file: { environment }, isSimulated }) {
    if (isSimulated || environment.runtime.name === 'cuda') return;
    const { limits, features } = environment;
    // A device of the compatibility mode has less.
    const isCore = features.includes('core-features-and-limits');
    for (const [name, least] of Object.entries(LEAST)) {
      const limit = limits[name];
      if (limit !== undefined && Number.isInteger(limit) && limit >= (isCore ? least : 1)) continue;
      const message =
        limit === undefined ? 'is not there' : `${limit}, the least of any device is ${isCore ? least : 1}`;
      yield { where: `environment.limits.${name}`, message };
    }
  },
};

export default relation;
