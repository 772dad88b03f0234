import wgsl from '../../../shaders/clock/counter.wgsl?raw';
import type { Launch } from '../../core/kernel.ts';

/** Tens of microseconds on any device. */
const WORK_STEPS = 4096;

export const counterKernel = { id: 'clock/counter', wgsl } as const;

/**
 * One dispatch adds one to a counter that starts as poison (2^32 − 1).
 * @param workSteps steps of dependent arithmetic
 */
export function counterLaunch(workSteps: number = WORK_STEPS): Launch {
  return {
    resources: [
      { name: 'step', role: 'uniform', data: new Uint32Array([1, 0, 0, 0]), byteLength: 16 },
      { name: 'n', role: 'output', byteLength: 16 },
    ],
    constants: { WORK: workSteps },
    specialize: {},
    stages: [{ entryPoint: 'main', bindings: ['step', 'n'], workgroups: [1, 1, 1] }],
    work: { usefulFlops: 0, executedFlops: 0, compulsoryBytes: 0, modelledBytes: 0 },
    outputType: 'u32',
  };
}
