import { afterAll, type TestContext } from 'vitest';
import type { KernelFeature } from '../core/kernel.ts';
import { nodePlatform, nodePlatformWithout, releaseGpu } from '../platform/node.ts';
import type { Gpu } from './device.ts';
import { openGpu } from './open.ts';

/**
 * A device for GPU tests, opened once a process; null where this machine has no adapter. The project `gpu:swiftshader`
 * must have one wherever the software adapter exists, so there a missing adapter is an error, not a skip.
 */
let opened: Promise<Gpu | null> | null = null;

/**
 * SwiftShader writes such memory by an instruction a word, which is nine tenths of what compiling takes; without it Dawn
 * puts a loop into the shader. Kernels read the same zeros.
 */
const ZEROS_BY_DRIVER = 'use_vulkan_zero_initialize_workgroup_memory_extension';

async function open(): Promise<Gpu | null> {
  const software = process.env.RIDGEPOINT_TEST_ADAPTER === 'gpu:swiftshader';
  try {
    return await openGpu(software ? nodePlatformWithout([ZEROS_BY_DRIVER]) : nodePlatform, null);
  } catch (error) {
    if (software && process.platform === 'linux' && process.arch === 'x64') throw error;
    return null;
  }
}

/** The test's device; skips the test with a reason where there is none, or where it lacks a feature. */
export async function testGpu(context: TestContext, ...features: readonly KernelFeature[]): Promise<Gpu> {
  opened ??= open();
  const gpu = await opened;
  if (!gpu) context.skip(`no WebGPU adapter in ${process.env.RIDGEPOINT_TEST_ADAPTER}`);
  const missing = features.filter(feature => !gpu!.features.has(feature));
  if (missing.length > 0) context.skip(`${gpu!.adapter.description} has no ${missing.join(', ')}`);
  return gpu!;
}

export function closeGpuAfterAll(): void {
  afterAll(() => {
    releaseGpu();
  });
}
