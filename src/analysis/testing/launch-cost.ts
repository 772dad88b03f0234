import type { DispatchCost } from '../evidence/dispatch-cost.ts';

/** A t0 that is known exactly, the intercept over four sizes by the GPU's clock unless told otherwise. */
export function launchCost(t0Ns: number, options: Partial<DispatchCost> = {}): DispatchCost {
  return {
    timerId: 'timestamp',
    t0: { value: t0Ns, low: t0Ns, high: t0Ns },
    replicates: [],
    halfBytes: null,
    method: 'intercept',
    cache: 'stream',
    sizeCount: 4,
    worstResidual: 0.01,
    evidence: ['x'],
    ...options,
  };
}
