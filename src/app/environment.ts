import type { Environment } from '../core/environment.ts';
import type { Gpu } from '../gpu/device.ts';
import type { Platform } from '../platform/platform.ts';

/**
 * Adapter, features, limits and clocks: what `doctor` prints and what every result file holds.
 * @param detail `brief` leaves out the comparisons between clocks and batches, which take up to a second
 */
export async function describeEnvironment(
  platform: Platform,
  gpu: Gpu,
  label: string | null,
  detail: 'brief' | 'full' = 'full',
): Promise<Environment> {
  // A page that only says which adapter there is has no use for it.
  const { measureClock } = await import('../measure/device/clock.ts');
  return {
    adapter: gpu.adapter,
    features: [...gpu.features].sort(),
    limits: gpu.allLimits,
    ...(gpu.concession === null ? {} : { concession: gpu.concession }),
    toggles: platform.toggles,
    runtime: platform.runtime,
    clock: await measureClock(gpu, platform, detail),
    label,
  };
}
