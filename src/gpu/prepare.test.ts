import { describe, expect, it } from 'vitest';
import type { Launch } from '../core/kernel.ts';
import { SharedMemory } from './memory.ts';
import { PipelineCache, prepare } from './prepare.ts';
import { fakeDevice } from './testing/fake-device.ts';

const KERNEL = { id: 'test/any', wgsl: '' };
const WEIGHTS = new Float32Array(64);

function launchWriting(outputBytes: number): Launch {
  return {
    resources: [
      { name: 'a', role: 'weights', data: WEIGHTS, byteLength: WEIGHTS.byteLength },
      { name: 'y', role: 'output', byteLength: outputBytes },
    ],
    constants: {},
    specialize: {},
    stages: [{ entryPoint: 'main', bindings: ['a', 'y'], workgroups: [1, 1, 1] }],
    work: { usefulFlops: 0, executedFlops: 0, compulsoryBytes: 0, modelledBytes: 0 },
    outputType: 'f32',
  };
}

describe('preparing a launch that does not fit the device', () => {
  it('names the memory that is missing, not the invalid buffers that follow from it', async () => {
    const { gpu } = fakeDevice({ memoryBytes: 100 });
    const failing = prepare(
      gpu,
      new SharedMemory(gpu.device),
      new PipelineCache(gpu),
      KERNEL,
      launchWriting(4),
      {
        copyCount: 1,
      },
    );
    await expect(failing).rejects.toThrow('out-of-memory: no room for 256 bytes');
  });

  it('gives back all that it took, so that the same array can be prepared again', async () => {
    const { gpu, bytesInUse } = fakeDevice({ memoryBytes: 1024 });
    const memory = new SharedMemory(gpu.device);
    const pipelines = new PipelineCache(gpu);
    const outputTooLarge = prepare(gpu, memory, pipelines, KERNEL, launchWriting(2048), { copyCount: 1 });
    await expect(outputTooLarge).rejects.toThrow(/^out-of-memory/);
    expect(bytesInUse()).toBe(0);
    const copiesTooMany = prepare(gpu, memory, pipelines, KERNEL, launchWriting(4), { copyCount: 100 });
    await expect(copiesTooMany).rejects.toThrow(/^out-of-memory/);
    expect(bytesInUse()).toBe(0);
    const fitting = await prepare(gpu, memory, pipelines, KERNEL, launchWriting(4), { copyCount: 1 });
    expect(bytesInUse()).toBe(WEIGHTS.byteLength + 4);
    fitting.destroy();
    expect(bytesInUse()).toBe(0);
  });

  it('leaves an array alone that another launch still uses', async () => {
    const { gpu, bytesInUse } = fakeDevice({ memoryBytes: 1024 });
    const memory = new SharedMemory(gpu.device);
    const pipelines = new PipelineCache(gpu);
    const first = await prepare(gpu, memory, pipelines, KERNEL, launchWriting(4), { copyCount: 1 });
    const second = prepare(gpu, memory, pipelines, KERNEL, launchWriting(2048), { copyCount: 1 });
    await expect(second).rejects.toThrow(/^out-of-memory/);
    expect(bytesInUse()).toBe(WEIGHTS.byteLength + 4);
    first.destroy();
  });
});
