import { EXIT, messageOf, UserError } from '../core/errors.ts';
import type { KernelLimits } from '../core/kernel.ts';
import { describeAdapter, type Gpu } from './device.ts';
import { given, type WaitingRoom, watchDevice } from './waiting.ts';

/** Where adapters come from; every Platform is one. */
export interface AdapterSource extends Pick<WaitingRoom, 'whenVisible'> {
  /** @throws Error that says what is missing */
  requestAdapter(wanted: string | null): Promise<GPUAdapter>;
  languageFeatures(): ReadonlySet<string>;
}

/** Features that some kernel, format or timer can use. */
const WANTED_FEATURES: readonly GPUFeatureName[] = ['timestamp-query', 'shader-f16', 'subgroups'];

/** Limits whose WebGPU defaults are far below what devices have: those that let a stream leave the caches come first. */
const BUFFER_LIMITS = ['maxStorageBufferBindingSize', 'maxBufferSize'] as const;
const RAISED_LIMITS = [
  ...BUFFER_LIMITS,
  'maxComputeWorkgroupStorageSize',
  'maxComputeInvocationsPerWorkgroup',
  'maxComputeWorkgroupSizeX',
  'maxComputeWorkgroupSizeY',
  'maxComputeWorkgroupSizeZ',
  'maxComputeWorkgroupsPerDimension',
  'maxStorageBuffersPerShaderStage',
] as const;

interface DeviceWish {
  readonly limits: readonly (typeof RAISED_LIMITS)[number][];
  readonly features: readonly GPUFeatureName[];
  /** Null for all that is useful. */
  readonly concession: string | null;
}

/** A device that is refused what its adapter offers is asked for with less and less. */
const WISHES: readonly DeviceWish[] = [
  { limits: RAISED_LIMITS, features: WANTED_FEATURES, concession: null },
  {
    limits: BUFFER_LIMITS,
    features: WANTED_FEATURES,
    concession: 'opened with only its buffer sizes raised above WebGPU’s defaults',
  },
  { limits: [], features: WANTED_FEATURES, concession: 'opened with WebGPU’s default limits' },
  { limits: [], features: [], concession: 'opened with WebGPU’s default limits and without features' },
];

/**
 * Opens a device with every useful feature and the adapter's own limits, or with as much of them as it gives.
 * @param signal once it is aborted, nothing waits long for the device
 * @throws UserError where an adapter gives no device, and what the source throws where there is no adapter
 */
export async function openGpu(
  source: AdapterSource,
  wanted: string | null,
  signal: AbortSignal | null = null,
): Promise<Gpu> {
  let refusal: string | null = null;
  for (const wish of WISHES) {
    // An adapter that has refused may be used up.
    const adapter = await given(source.requestAdapter(wanted), room(source, signal), 'an adapter');
    const outcome = await ask(adapter, wish, room(source, signal));
    if (typeof outcome !== 'string') return opened(adapter, outcome, { source, signal, wish, refusal });
    refusal ??= outcome;
  }
  throw new UserError(`the adapter gives no device: ${refusal}`, EXIT.noAdapter);
}

/** Frees the device. One that is lost has freed itself, and one that was given up would be waited for: see waiting.ts. */
export function closeGpu({ device, loss }: Gpu): void {
  if (loss.message === null) device.destroy();
}

function room(source: AdapterSource, signal: AbortSignal | null): WaitingRoom {
  return { signal, whenVisible: () => source.whenVisible() };
}

/** The device, or why there is none. */
async function ask(
  adapter: GPUAdapter,
  { limits, features }: DeviceWish,
  waitingRoom: WaitingRoom,
): Promise<GPUDevice | string> {
  // Browsers leave out limits that they do not know yet.
  const known = limits.filter(name => typeof adapter.limits[name] === 'number');
  const requiredLimits = Object.fromEntries(known.map(name => [name, adapter.limits[name]]));
  const requiredFeatures = features.filter(feature => adapter.features.has(feature));
  try {
    const device = await given(
      adapter.requestDevice({ requiredFeatures, requiredLimits }),
      waitingRoom,
      'a device',
    );
    // What fails late is no error: a device comes, and is lost already.
    const lost = await Promise.race([device.lost, Promise.resolve(null)]);
    return lost === null ? device : lost.message || 'it was lost at once';
  } catch (error) {
    if (error instanceof UserError) throw error;
    return messageOf(error);
  }
}

function opened(
  adapter: GPUAdapter,
  device: GPUDevice,
  {
    source,
    signal,
    wish,
    refusal,
  }: { source: AdapterSource; signal: AbortSignal | null; wish: DeviceWish; refusal: string | null },
): Gpu {
  const loss: Gpu['loss'] = { message: null };
  void device.lost.then(info => {
    loss.message ??= info.message || info.reason || 'no reason given';
  });
  const facts = describeAdapter(adapter);
  watchDevice(device, { ...room(source, signal), deviceClass: facts.class, loss });
  return {
    device,
    adapter: facts,
    limits: kernelLimits(device, facts),
    allLimits: numericLimits(device.limits),
    features: new Set([...device.features, ...source.languageFeatures()]),
    loss,
    concession: wish.concession && `${wish.concession}; at the adapter’s own it was refused: ${refusal}`,
  };
}

function kernelLimits(
  { limits }: GPUDevice,
  { subgroupMinSize, subgroupMaxSize }: Gpu['adapter'],
): KernelLimits {
  return {
    maxStorageBufferBindingSize: limits.maxStorageBufferBindingSize,
    maxBufferSize: limits.maxBufferSize,
    maxComputeWorkgroupsPerDimension: limits.maxComputeWorkgroupsPerDimension,
    maxComputeInvocationsPerWorkgroup: limits.maxComputeInvocationsPerWorkgroup,
    maxComputeWorkgroupSizeX: limits.maxComputeWorkgroupSizeX,
    maxComputeWorkgroupSizeY: limits.maxComputeWorkgroupSizeY,
    maxComputeWorkgroupSizeZ: limits.maxComputeWorkgroupSizeZ,
    maxComputeWorkgroupStorageSize: limits.maxComputeWorkgroupStorageSize,
    maxStorageBuffersPerShaderStage: limits.maxStorageBuffersPerShaderStage,
    subgroupMinSize: subgroupMinSize ?? 1,
    subgroupMaxSize: subgroupMaxSize ?? 128,
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
