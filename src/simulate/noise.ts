import { createRandom, type Random } from '../core/random.ts';
import type { NoiseModel } from './device.ts';

/** What one batch suffers. */
export interface Disturbance {
  /** Its time is multiplied by this, */
  readonly factor: number;
  /** and then takes this much longer. */
  readonly stallNs: number;
}

/** Half of the variance drifts slowly (neighbours share it), half is new in every batch. */
export function createNoise(model: NoiseModel, seed: number): (atMs: number, batchMs: number) => Disturbance {
  const random = createRandom(seed, 11);
  const half = model.deviation / Math.SQRT2;
  let slow = half * normal(random);
  let lastMs = 0;
  return (atMs, batchMs) => {
    const kept = Math.exp(-Math.max(0, atMs - lastMs) / model.memoryMs);
    slow = kept * slow + half * Math.sqrt(1 - kept * kept) * normal(random);
    lastMs = atMs;
    const tail = random.unit() < model.tailShare ? -model.tailSize * Math.log(1 - random.unit()) : 0;
    const stalls = random.unit() < (batchMs / 1e3) * model.stallsPerSecond;
    return {
      factor: Math.max(0.1, 1 + slow + half * normal(random) + tail),
      stallNs: stalls ? model.stallMs * 1e6 * (0.5 + random.unit()) : 0,
    };
  };
}

/** Box–Muller. */
function normal(random: Random): number {
  const radius = Math.sqrt(-2 * Math.log(1 - random.unit()));
  return radius * Math.cos(2 * Math.PI * random.unit());
}
