import type { KernelDescriptor, Launch, ResourceData } from '../core/kernel.ts';
import { type Gpu, withErrorScopes } from './device.ts';
import { SharedMemory } from './memory.ts';
import { PipelineCache, type Prepared, prepare } from './prepare.ts';
import { roughNs } from './waiting.ts';

/** Runs a prepared launch once on poisoned outputs. @returns the raw output */
export async function runOnce(gpu: Gpu, prepared: Prepared): Promise<ResourceData> {
  await withErrorScopes(gpu.device, () => {
    prepared.poison();
    const encoder = gpu.device.createCommandEncoder();
    const pass = encoder.beginComputePass();
    prepared.encode(pass, 0);
    pass.end();
    gpu.device.queue.submit([encoder.finish()]);
  });
  return prepared.readOutput(roughNs(gpu.device, prepared.launch.work));
}

/** Prepares, runs once, frees. */
export async function execute(
  gpu: Gpu,
  kernel: Pick<KernelDescriptor, 'id' | 'wgsl'>,
  launch: Launch,
): Promise<ResourceData> {
  const memory = new SharedMemory(gpu.device);
  const prepared = await prepare(gpu, memory, new PipelineCache(gpu), kernel, launch, { copyCount: 1 });
  try {
    return await runOnce(gpu, prepared);
  } finally {
    prepared.destroy();
  }
}
