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

/** Measured before anything else. */
export interface ClockFacts {
  /** Smallest positive step of the GPU timestamps; null without timestamp-query. */
  readonly timestampStepNs: number | null;
  readonly timestampsQuantised: boolean | null;
  readonly wallStepNs: number;
  /** Timestamp ÷ wall on one long batch, with interval; null without timestamps. */
  readonly agreement: { readonly ratio: number; readonly low: number; readonly high: number } | null;
  /** Do dispatches of one pass that write different outputs run at the same time? */
  readonly overlaps: 'yes' | 'no' | 'unknown';
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

/** What every table must say of numbers that describe no GPU; null where they do. */
export function adapterWarning({ vendor, class: deviceClass }: AdapterFacts): string | null {
  if (vendor === SIMULATED_VENDOR) return 'Simulated device: nothing here was measured on hardware.';
  return deviceClass === 'software' ? 'Software adapter: the numbers describe this CPU, not a GPU.' : null;
}

/** Timestamp ÷ wall on one batch: wholly outside this, one of the clocks is wrong, and no absolute figure is sure. */
const CLOCK_AGREEMENT = { lowest: 0.5, highest: 2 } as const;

/** Where one clock is all there is, nothing disagrees. */
export function clocksAgree({ agreement }: Pick<ClockFacts, 'agreement'>): boolean {
  if (agreement === null) return true;
  return agreement.high >= CLOCK_AGREEMENT.lowest && agreement.low <= CLOCK_AGREEMENT.highest;
}

/**
 * "Apple M2", "nvidia-h200". Vulkan puts the driver and its version into the description ("NVIDIA: 580.159.04
 * 580.159.4.0") and the model into the device; browsers leave both empty: then vendor and architecture.
 */
export function adapterName(adapter: AdapterFacts): string {
  const { description, vendor, architecture, device } = adapter;
  const namesDriver = /: .*\d+(\.\d+)+$/.test(description) && adapter.class === 'hardware';
  const name =
    (namesDriver && device) ||
    description ||
    [vendor, architecture, device].filter(part => part !== '').join(' ');
  return name === '' ? 'unnamed adapter' : name;
}
