import { describe, expect, it } from 'vitest';
import type { Launch } from '../core/kernel.ts';
import { withErrorScopes } from './device.ts';
import { execute, runOnce } from './execute.ts';
import { SharedMemory } from './memory.ts';
import { PipelineCache, prepare } from './prepare.ts';
import { testGpu } from './testing.ts';

const DOUBLE = {
  id: 'test/double',
  wgsl: `
@group(0) @binding(0) var<storage, read> a: array<f32>;
@group(0) @binding(1) var<storage, read_write> y: array<f32>;
override LENGTH: u32 = 1u;
@compute @workgroup_size(4) fn main(@builtin(global_invocation_id) id: vec3u) {
  if (id.x < LENGTH) { y[id.x] = 2.0 * a[id.x]; }
}`,
};

const DATA = new Float32Array([1, 2, 3, 4, 5]);

function doubling(length: number): Launch {
  return {
    resources: [
      { name: 'a', role: 'weights', data: DATA, byteLength: DATA.byteLength },
      { name: 'y', role: 'output', byteLength: DATA.byteLength },
    ],
    constants: { LENGTH: length },
    specialize: {},
    stages: [{ entryPoint: 'main', bindings: ['a', 'y'], workgroups: [2, 1, 1] }],
    work: { usefulFlops: 0, executedFlops: 0, compulsoryBytes: 0, modelledBytes: 0 },
    outputType: 'f32',
  };
}

describe('executing a launch', () => {
  it('returns the output, and NaN where the kernel wrote nothing', async context => {
    const gpu = await testGpu(context);
    expect([...(await execute(gpu, DOUBLE, doubling(3)))]).toEqual([2, 4, 6, Number.NaN, Number.NaN]);
  });

  it('gives every copy of the weights the same contents', async context => {
    const gpu = await testGpu(context);
    const memory = new SharedMemory(gpu.device);
    const prepared = await prepare(gpu, memory, new PipelineCache(gpu), DOUBLE, doubling(5), {
      copyCount: 3,
    });
    const last = {
      ...prepared,
      encode: (pass: GPUComputePassEncoder) => prepared.encode(pass, 2),
    };
    expect([...(await runOnce(gpu, last))]).toEqual([2, 4, 6, 8, 10]);
    prepared.destroy();
  });

  it('gives those copies the same contents, too, that a second user of an array adds', async context => {
    const gpu = await testGpu(context);
    const memory = new SharedMemory(gpu.device);
    const pipelines = new PipelineCache(gpu);
    const first = await prepare(gpu, memory, pipelines, DOUBLE, doubling(5), { copyCount: 2 });
    const second = await prepare(gpu, memory, pipelines, DOUBLE, doubling(5), { copyCount: 5 });
    for (const copy of [1, 2, 4]) {
      const one = { ...second, encode: (pass: GPUComputePassEncoder) => second.encode(pass, copy) };
      expect([...(await runOnce(gpu, one))], `copy ${copy}`).toEqual([2, 4, 6, 8, 10]);
    }
    second.destroy();
    expect([...(await runOnce(gpu, first))]).toEqual([2, 4, 6, 8, 10]);
    first.destroy();
  });

  it('reports a validation error instead of running silently', async context => {
    const gpu = await testGpu(context);
    const broken = { ...doubling(5), constants: { LENGHT: 5 } };
    await expect(execute(gpu, DOUBLE, broken)).rejects.toThrow(/LENGHT/);
    const action = () => gpu.device.createBuffer({ size: 4, usage: 0xffff });
    await expect(withErrorScopes(gpu.device, action)).rejects.toThrow(/^validation/);
  });
});
