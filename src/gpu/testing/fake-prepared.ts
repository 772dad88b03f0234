import type { Launch } from '../../core/kernel.ts';
import type { Prepared } from '../prepare.ts';

const LAUNCH: Launch = {
  resources: [],
  constants: {},
  specialize: {},
  stages: [{ entryPoint: 'main', bindings: [], workgroups: [1, 1, 1] }],
  work: { usefulFlops: 0, executedFlops: 0, compulsoryBytes: 0, modelledBytes: 0 },
  outputType: 'f32',
};

/** A launch of one dispatch that holds nothing. */
export function fakePrepared(more: Partial<Prepared> = {}): Prepared {
  return {
    launch: LAUNCH,
    copyCount: 1,
    encode: pass => pass.dispatchWorkgroups(1),
    poison() {},
    readOutput: async () => new Float32Array(1),
    destroy() {},
    ...more,
  };
}
