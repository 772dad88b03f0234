import { describe, expect, it } from 'vitest';
import { fakeDevice } from '../testing/fake-device.ts';
import { fakePrepared } from '../testing/fake-prepared.ts';
import { WallTimer } from './wall.timer.ts';

/** Executions of every submission of one set. */
async function submitted(dispatches: number, executionNs: number | null): Promise<readonly number[]> {
  const { gpu, submissions } = fakeDevice();
  await new WallTimer(gpu.device, () => 0, 1).time(fakePrepared(), dispatches, executionNs);
  return submissions.map(passes => passes[0]!.dispatches);
}

describe('timing by wall clock', () => {
  it('times one, four and eight times as many executions, each after an untimed pass', async () => {
    expect(await submitted(2, 1e6)).toEqual([1, 2, 1, 8, 1, 16]);
  });

  it('keeps every submission under 200 ms of GPU time', async () => {
    expect(await submitted(1, 60e6)).toEqual([1, 1, 1, 3, 1, 1, 3, 3, 2]);
  });

  it('times fewer executions where eight would take seconds', async () => {
    expect(await submitted(1, 400e6)).toEqual([1, 1, 1, 1, 1, 1, 1, 1, 1]);
  });

  it('submits one by one, and only the shortest batch, while it does not know how long they take', async () => {
    expect(await submitted(2, null)).toEqual([1, 1, 1]);
  });
});
