import type { AdapterFacts } from '../core/environment.ts';
import type { KernelLimits } from '../core/kernel.ts';

/** An open device with what the rest needs to know of it. */
export interface Gpu {
  readonly device: GPUDevice;
  readonly adapter: AdapterFacts;
  readonly limits: KernelLimits;
  readonly allLimits: Readonly<Record<string, number>>;
  /** Of the device, and of the WGSL that its browser or Dawn compiles; their names never coincide. */
  readonly features: ReadonlySet<string>;
  /** Set once the device is lost; its message says why. */
  readonly loss: { message: string | null };
}

/** Features that some kernel, format or timer can use. */
const WANTED_FEATURES: readonly GPUFeatureName[] = ['timestamp-query', 'shader-f16', 'subgroups'];

/** Limits whose WebGPU defaults are far below what devices have. */
const RAISED_LIMITS = [
  'maxStorageBufferBindingSize',
  'maxBufferSize',
  'maxComputeWorkgroupStorageSize',
  'maxComputeInvocationsPerWorkgroup',
  'maxComputeWorkgroupSizeX',
  'maxComputeWorkgroupsPerDimension',
  'maxStorageBuffersPerShaderStage',
] as const;

/** Names by which CPU implementations give themselves away where isFallbackAdapter does not. */
const SOFTWARE_NAMES = /swiftshader|llvmpipe|lavapipe|softpipe|basic render|\bwarp\b/i;

/** Copies GPUAdapterInfo by field name: its getters live on the prototype, so spreading it gives nothing. */
export function describeAdapter(adapter: GPUAdapter): AdapterFacts {
  const { vendor, architecture, device, description, subgroupMinSize, subgroupMaxSize, isFallbackAdapter } =
    adapter.info;
  const named = SOFTWARE_NAMES.test(`${architecture} ${device} ${description}`);
  return {
    vendor,
    architecture,
    device,
    description,
    subgroupMinSize: subgroupMinSize ?? null,
    subgroupMaxSize: subgroupMaxSize ?? null,
    isFallbackAdapter: isFallbackAdapter === true,
    class: isFallbackAdapter === true || named ? 'software' : 'hardware',
  };
}

/**
 * Opens a device with every useful feature and the adapter's own limits.
 * @param languageFeatures of WGSL, see Platform.languageFeatures
 */
export async function openDevice(adapter: GPUAdapter, languageFeatures: ReadonlySet<string>): Promise<Gpu> {
  const requiredFeatures = WANTED_FEATURES.filter(feature => adapter.features.has(feature));
  const requiredLimits = Object.fromEntries(RAISED_LIMITS.map(name => [name, adapter.limits[name]]));
  const device = await adapter.requestDevice({ requiredFeatures, requiredLimits });
  const loss: Gpu['loss'] = { message: null };
  void device.lost.then(info => {
    loss.message = info.message || info.reason || 'no reason given';
  });
  return {
    device,
    adapter: describeAdapter(adapter),
    limits: kernelLimits(device, adapter),
    allLimits: numericLimits(device.limits),
    features: new Set([...device.features, ...languageFeatures]),
    loss,
  };
}

function kernelLimits(device: GPUDevice, adapter: GPUAdapter): KernelLimits {
  const { limits } = device;
  return {
    maxStorageBufferBindingSize: limits.maxStorageBufferBindingSize,
    maxBufferSize: limits.maxBufferSize,
    maxComputeWorkgroupsPerDimension: limits.maxComputeWorkgroupsPerDimension,
    maxComputeInvocationsPerWorkgroup: limits.maxComputeInvocationsPerWorkgroup,
    maxComputeWorkgroupSizeX: limits.maxComputeWorkgroupSizeX,
    maxComputeWorkgroupStorageSize: limits.maxComputeWorkgroupStorageSize,
    maxStorageBuffersPerShaderStage: limits.maxStorageBuffersPerShaderStage,
    subgroupMinSize: adapter.info.subgroupMinSize ?? 1,
    subgroupMaxSize: adapter.info.subgroupMaxSize ?? 128,
  };
}

function numericLimits(limits: GPUSupportedLimits): Record<string, number> {
  const facts: Record<string, number> = {};
  for (const name in limits) {
    const value = limits[name as keyof GPUSupportedLimits];
    if (typeof value === 'number') facts[name] = value;
  }
  return facts;
}

/** Causes before what follows from them: a buffer that found no memory is invalid wherever it is used. */
const ERRORS_BY_CAUSE: readonly GPUErrorFilter[] = ['out-of-memory', 'internal', 'validation'];

/**
 * Runs `action` inside out-of-memory, internal and validation error scopes.
 * @throws Error with the first error any of them caught: without a scope WebGPU fails silently
 */
export async function withErrorScopes<T>(device: GPUDevice, action: () => T | Promise<T>): Promise<T> {
  for (const filter of ERRORS_BY_CAUSE) device.pushErrorScope(filter);
  let outcome: { value: T } | { thrown: unknown };
  try {
    outcome = { value: await action() };
  } catch (thrown) {
    outcome = { thrown };
  }
  const popped = await Promise.all(ERRORS_BY_CAUSE.map(() => device.popErrorScope()));
  const errors = popped.reverse();
  const caught = errors.findIndex(error => error !== null);
  if (caught >= 0) throw new Error(`${ERRORS_BY_CAUSE[caught]}: ${errors[caught]!.message}`);
  if ('thrown' in outcome) throw outcome.thrown;
  return outcome.value;
}
