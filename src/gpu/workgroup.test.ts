import { describe, expect, it } from 'vitest';
import { kernels } from '../catalog.ts';
import type { KernelLimits, Launch } from '../core/kernel.ts';
import { DEFAULT_LIMITS } from '../testing/limits.ts';
import { launchOn, tinyProblem, tunableCombinations } from '../testing/tiny-cases.ts';
import { workgroupNeeds, workgroupObstacle } from './workgroup.ts';

/** Of an adapter in compatibility mode. */
const COMPATIBLE: KernelLimits = {
  ...DEFAULT_LIMITS,
  maxComputeInvocationsPerWorkgroup: 128,
  maxComputeWorkgroupSizeX: 128,
  maxComputeWorkgroupSizeY: 128,
};

const NO_CONSTANTS = { constants: {}, specialize: {} };

describe('what a workgroup takes', () => {
  it('is read from the shader and the constants of the launch', () => {
    const wgsl = `
const SIDE: u32 = 4u;
const THREADS = SIDE * (SIDE + 4u) / 2u;
override DOWN: u32 = 1u << 2u;
var<workgroup> sums: array<vec4f, 2u * THREADS>;
var<workgroup> threes: array<vec3u, SIDE>;
var<workgroup> tiles: array<mat4x3f, SIDE>;
var<workgroup> counter: atomic<u32>;
var<workgroup> unused: array<f32, 4000>;
fn helper() { counter = 1u;
}
@compute @workgroup_size(THREADS, DOWN)
fn main() {
  sums[0] = vec4f(); threes[0] = vec3u(); tiles[0] = mat4x3f(); helper();
}
@compute @workgroup_size(64)
fn other() {
  unused[0] = 0.0;
}
`;
    expect(workgroupNeeds(wgsl, NO_CONSTANTS, 'main')).toEqual({
      size: [16, 4, 1],
      storageBytes: 32 * 16 + 4 * 16 + 4 * 64 + 4,
    });
    const changed = { constants: { DOWN: 8 }, specialize: { SIDE: '8u' } };
    expect(workgroupNeeds(wgsl, changed, 'main')!.size).toEqual([48, 8, 1]);
    expect(workgroupNeeds(wgsl, NO_CONSTANTS, 'other')).toEqual({ size: [64, 1, 1], storageBytes: 16_000 });
  });

  it.each(['max(64, 32)', 'SOMETHING', '', '2 *'])('is unknown for a size of "%s"', size => {
    expect(
      workgroupNeeds(`@compute @workgroup_size(${size})\nfn main() {\n}`, NO_CONSTANTS, 'main'),
    ).toBeNull();
  });

  it.each([
    ['maxComputeInvocationsPerWorkgroup', 127],
    ['maxComputeWorkgroupSizeX', 7],
    ['maxComputeWorkgroupSizeY', 3],
    ['maxComputeWorkgroupSizeZ', 3],
    ['maxComputeWorkgroupStorageSize', 1023],
    ['maxStorageBuffersPerShaderStage', 1],
  ] as const)('is held to %s', (name, most) => {
    const wgsl =
      'var<workgroup> sums: array<f32, 256>;\n@compute @workgroup_size(8, 4, 4)\nfn main() {\n  sums[0] = 0;\n}';
    const launch: Pick<Launch, 'constants' | 'specialize' | 'stages' | 'resources'> = {
      ...NO_CONSTANTS,
      resources: [{ name: 'params', role: 'uniform', byteLength: 16 }],
      stages: [{ entryPoint: 'main', bindings: ['a', 'y', 'params'], workgroups: [1, 1, 1] }],
    };
    expect(workgroupObstacle(wgsl, launch, { ...DEFAULT_LIMITS, [name]: most + 1 })).toBeNull();
    expect(workgroupObstacle(wgsl, launch, { ...DEFAULT_LIMITS, [name]: most })).toContain(`${name} is`);
  });
});

describe.each([...kernels.values()])('$id', kernel => {
  const problem = tinyProblem(kernel.operation);
  const launches = tunableCombinations(kernel).map(tunables => launchOn(kernel, problem, { tunables }));

  it('says what its workgroups take, with any tunables', () => {
    const unread = launches.flatMap(launch =>
      launch.stages.filter(({ entryPoint }) => workgroupNeeds(kernel.wgsl, launch, entryPoint) === null),
    );
    expect(unread).toEqual([]);
  });

  it('fits an adapter in compatibility mode with some tunables, and names the limit with all others', () => {
    const obstacles = launches.map(launch => workgroupObstacle(kernel.wgsl, launch, COMPATIBLE));
    expect(obstacles).toContain(null);
    for (const [index, obstacle] of obstacles.entries()) {
      const sizes = launches[index]!.stages.map(
        ({ entryPoint }) => workgroupNeeds(kernel.wgsl, launches[index]!, entryPoint)!.size,
      );
      const largest = Math.max(...sizes.map(([x, y, z]) => x * y * z));
      if (obstacle === null) expect(largest).toBeLessThanOrEqual(128);
      else expect(obstacle).toMatch(/, but max\w+ is [\d,]+/);
    }
  });
});
