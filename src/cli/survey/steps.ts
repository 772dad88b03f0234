import type { DeviceClass } from '../../core/environment.ts';
import type { Wish } from './shares.ts';

export const DOCTOR = 'doctor';
export const VENDOR = 'vendor';

/** A suite by its id, or the vendor's libraries. */
export interface Step {
  readonly id: string;
  readonly wish: Readonly<Record<DeviceClass, Wish>>;
}

/** In the order of what matters: who loses the machine early has had the most of it. */
export const STEPS: readonly Step[] = [
  step('smoke', { hardware: [12, 15], software: [15, 20] }),
  step('quick', { hardware: [40, 60], software: [60, 130] }),
  step('batch1', { hardware: [120, 290], software: [100, 250] }),
  step(VENDOR, { hardware: [60, 100], software: [0, 0] }),
  step('decode', { hardware: [60, 140], software: [70, 260] }),
  step('density', { hardware: [80, 260], software: [80, 330] }),
  step('ceilings', { hardware: [25, 50], software: [45, 110] }),
];

/** @param seconds what is useful, and what is wanted */
function step(
  id: string,
  seconds: Readonly<Record<DeviceClass, readonly [useful: number, wanted: number]>>,
): Step {
  const wish = ([useful, wanted]: readonly [number, number]): Wish => ({
    usefulMs: useful * 1000,
    wantedMs: wanted * 1000,
  });
  return { id, wish: { hardware: wish(seconds.hardware), software: wish(seconds.software) } };
}
