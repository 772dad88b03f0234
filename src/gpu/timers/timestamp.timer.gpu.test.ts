import { describe, expect, it } from 'vitest';
import { counterKernel, counterLaunch } from '../../measure/case/counter.ts';
import { SharedMemory } from '../memory.ts';
import { PipelineCache, prepare } from '../prepare.ts';
import { testGpu } from '../testing.ts';
import { TimestampTimer } from './timestamp.timer.ts';

describe('timers on an adapter', () => {
  it('reads stamps that ascend within a batch and from batch to batch', async context => {
    const gpu = await testGpu(context, 'timestamp-query');
    const memory = new SharedMemory(gpu.device);
    const prepared = await prepare(gpu, memory, new PipelineCache(gpu), counterKernel, counterLaunch(), {
      copyCount: 1,
    });
    const timer = new TimestampTimer(gpu.device, () => 0, 1);
    const stamps: bigint[] = [];
    for (const executionNs of [1, 1e9, null])
      for (const dispatches of [1, 4, 16]) {
        const { begin, end } = await timer.stamped(prepared, dispatches, executionNs);
        stamps.push(begin, end);
      }
    expect(stamps).toEqual(stamps.toSorted((a, b) => (a < b ? -1 : 1)));
    expect(new Set(stamps).size).toBe(stamps.length);
    timer.destroy();
    prepared.destroy();
  });
});
