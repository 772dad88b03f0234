import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
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

describe('compiling that takes long', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  /** A device whose pipelines come after so many seconds. */
  function slowDevice(seconds: number) {
    const { gpu } = fakeDevice();
    const slow = { getBindGroupLayout: () => ({}) };
    const createComputePipelineAsync = () =>
      new Promise(resolve => setTimeout(() => resolve(slow), 1000 * seconds + 1));
    Object.assign(gpu.device, { createComputePipelineAsync });
    const remarks: string[] = [];
    return { gpu, remarks, pipelines: new PipelineCache(gpu, message => remarks.push(message)) };
  }

  function preparing({ gpu, pipelines }: ReturnType<typeof slowDevice>) {
    return prepare(gpu, new SharedMemory(gpu.device), pipelines, KERNEL, launchWriting(4), { copyCount: 1 });
  }

  it('fails its kernel after a minute, says so, and does not try again', async () => {
    const device = slowDevice(3600);
    const failing = expect(preparing(device)).rejects.toThrow('it was still being compiled after 60 s');
    await vi.advanceTimersByTimeAsync(60_000);
    await failing;
    await expect(preparing(device)).rejects.toThrow('still being compiled');
    expect(device.remarks).toEqual(['test/any main: it was still being compiled after 60 s.']);
    expect(device.gpu.loss.message).toBeNull();
  });

  it('is named where it takes over five seconds', async () => {
    const said = async (seconds: number) => {
      const device = slowDevice(seconds);
      const prepared = preparing(device);
      await vi.advanceTimersByTimeAsync(1000 * seconds + 1);
      (await prepared).destroy();
      return device.remarks;
    };
    expect(await said(26)).toEqual(['test/any main took 26 s to compile.']);
    expect(await said(5)).toEqual([]);
  });
});
