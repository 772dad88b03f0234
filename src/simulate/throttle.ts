import type { SimulatedDevice } from './device.ts';
import type { Speeds } from './execution-time.ts';

/** The speeds of a device that has worked for `atMs`. */
export function speedsAt({ throttling }: SimulatedDevice, atMs: number): Speeds {
  const { depth, memoryDepth, periodMs } = throttling;
  if (depth === 0 && memoryDepth === 0) return {};
  const turns = atMs / periodMs;
  // Grows over the first period, then swings between half and all of the loss.
  const loss = turns < 1 ? turns : 0.75 + 0.25 * Math.cos(2 * Math.PI * (turns - 1));
  const core = 1 - depth * loss;
  return {
    memory: 1 - memoryDepth * loss,
    caches: core,
    loads: core,
    instructions: core,
    'multiply-adds': core,
  };
}
