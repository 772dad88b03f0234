import { formatNumber } from './units.ts';

export type DeviceClass = 'hardware' | 'software';

/** Fields of GPUAdapterInfo, copied by name: its getters live on the prototype and vanish in JSON. */
export interface AdapterFacts {
  readonly vendor: string;
  readonly architecture: string;
  readonly device: string;
  readonly description: string;
  readonly subgroupMinSize: number | null;
  readonly subgroupMaxSize: number | null;
  readonly isFallbackAdapter: boolean;
  readonly class: DeviceClass;
}

/** Names by which CPU implementations give themselves away where isFallbackAdapter does not. */
const SOFTWARE_NAMES = /swiftshader|llvmpipe|lavapipe|softpipe|basic render|\bwarp\b/i;

/** Whether what an adapter says of itself makes it a CPU's. */
export function isSoftware({
  architecture,
  device,
  description,
  isFallbackAdapter,
}: Pick<AdapterFacts, 'architecture' | 'device' | 'description' | 'isFallbackAdapter'>): boolean {
  return isFallbackAdapter || SOFTWARE_NAMES.test(`${architecture} ${device} ${description}`);
}

/** Measured before anything else. */
export interface ClockFacts {
  /** Smallest positive step of the GPU timestamps; null without timestamp-query. */
  readonly timestampStepNs: number | null;
  readonly timestampsQuantised: boolean | null;
  /** Smallest positive step of the platform's clock. */
  readonly wallStepNs: number;
  /** How long an idle queue takes to say that it is; absent in files of before this was measured. */
  readonly wallAnswerNs?: number;
  /** Timestamp ÷ wall on long batches, with interval; null without timestamps, or where the wall clock is too coarse. */
  readonly agreement: { readonly ratio: number; readonly low: number; readonly high: number } | null;
  /** Do dispatches of one pass that write different outputs run at the same time? */
  readonly overlaps: 'yes' | 'no' | 'unknown';
  /** What is wrong with a clock, in sentences; absent where nothing is. */
  readonly notes?: readonly string[];
}

/** The step that a wall clock is given that was never seen to move, in ns: by it nothing is resolved. */
export const STILL_STEP_NS = 1e9;

/** What batches must differ by to be told apart by wall clock: its step, or how late an end is heard of. */
export function wallResolutionNs({ wallStepNs, wallAnswerNs = 0 }: ClockFacts): number {
  return Math.max(wallStepNs, wallAnswerNs);
}

/** GPU ÷ wall from this to this is agreement. */
export const AGREEMENT = { least: 0.5, most: 2 } as const;

/** False where one of the two clocks must be wrong, by the whole interval. Where one clock is all there is, nothing disagrees. */
export function clocksAgree({ agreement }: Pick<ClockFacts, 'agreement'>): boolean {
  return agreement === null || (agreement.high >= AGREEMENT.least && agreement.low <= AGREEMENT.most);
}

/** What every table must say of times that two clocks contradict each other about; null where they do not. */
export function clockWarning(clock: ClockFacts): string | null {
  if (clocksAgree(clock)) return null;
  const ratio = formatNumber(clock.agreement?.ratio ?? 0);
  return `The GPU's clock counts ${ratio} ns for one of the wall clock: one of them is wrong. Ratios stand, times and rates are undecided.`;
}

export interface Environment {
  readonly adapter: AdapterFacts;
  readonly features: readonly string[];
  readonly limits: Readonly<Record<string, number>>;
  /** What the device was refused, and opened without. Absent where it has all that was asked for. */
  readonly concession?: string;
  /** Dawn toggles in force, where the runtime lets one set them. */
  readonly toggles: readonly string[];
  readonly runtime: { readonly name: string; readonly version: string; readonly platform: string };
  readonly clock: ClockFacts;
  /** Given by the user ("lab box 3"); null otherwise. */
  readonly label: string | null;
}

/** What stands in `vendor` where a device exists only as a model. */
export const SIMULATED_VENDOR = 'simulated';

/** Whether the device of a run exists only as a model: it is never ranked. */
export function isSimulated({ vendor }: Pick<AdapterFacts, 'vendor'>): boolean {
  return vendor === SIMULATED_VENDOR;
}

/** What every table must say of numbers that describe no GPU; null where they do. */
export function adapterWarning({ vendor, class: deviceClass }: AdapterFacts): string | null {
  if (vendor === SIMULATED_VENDOR) return 'Simulated device: nothing here was measured on hardware.';
  return deviceClass === 'software' ? 'Software adapter: the numbers describe this CPU, not a GPU.' : null;
}

/** What is wrong with the clocks of a run: it stands above everything that is said by them. */
export function clockWarnings(clock: ClockFacts): readonly string[] {
  return [clockWarning(clock), ...(clock.notes ?? [])].filter(warning => warning !== null);
}

/** The same, and whose numbers they are. */
export function warningsOf({ adapter, clock }: Pick<Environment, 'adapter' | 'clock'>): readonly string[] {
  const warning = adapterWarning(adapter);
  return [...clockWarnings(clock), ...(warning === null ? [] : [warning])];
}

/**
 * "Apple M2", "nvidia-h200". Vulkan puts the driver and its version into the description ("NVIDIA: 580.159.04
 * 580.159.4.0") and the model into the device; browsers leave both empty: then vendor and architecture.
 */
export function adapterName(adapter: AdapterFacts): string {
  const { description, vendor, architecture, device } = adapter;
  const namesDriver = NAMES_DRIVER.test(description) && adapter.class === 'hardware';
  const name =
    (namesDriver && device) ||
    description ||
    [vendor, architecture, device].filter(part => part !== '').join(' ');
  return name === '' ? 'unnamed adapter' : name;
}

/** Vulkan alone puts the driver and its version into a description. */
const NAMES_DRIVER = /: .*\d+(\.\d+)+$/;
/** Systems on which every WebGPU with its full limits runs on one API; on Windows D3D12 and Vulkan both do. */
const BACKENDS: readonly (readonly [system: RegExp, backend: string])[] = [
  [/linux|android|chromeos/i, 'Vulkan'],
  [/darwin|mac|ios|ipad|iphone/i, 'Metal'],
];

/** "Vulkan", "Metal": what WebGPU runs on, which it does not say itself; null where it is not certain. */
export function backendName({ adapter, runtime }: Pick<Environment, 'adapter' | 'runtime'>): string | null {
  if (runtime.name === 'cuda' || isSimulated(adapter)) return null;
  if (NAMES_DRIVER.test(adapter.description)) return 'Vulkan';
  return BACKENDS.find(([system]) => system.test(runtime.platform))?.[1] ?? null;
}

/** "nvidia-h200 · Vulkan · hardware". */
export function adapterLine(environment: Pick<Environment, 'adapter' | 'runtime'>): string {
  const { adapter } = environment;
  return [adapterName(adapter), backendName(environment), adapter.class]
    .filter(part => part !== null)
    .join(' · ');
}
