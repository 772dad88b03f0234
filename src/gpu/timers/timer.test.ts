import { describe, expect, it } from 'vitest';
import { fakeDevice } from '../testing/fake-device.ts';
import { fakePrepared } from '../testing/fake-prepared.ts';
import { untimedExecutions } from './timer.ts';
import { TimestampTimer } from './timestamp.timer.ts';
import { WallTimer } from './wall.timer.ts';

const SHORT_NS = 1000;
const LONG_NS = 150e6;

/** A launch that remembers which executions were encoded. */
function counted() {
  const executions: number[] = [];
  const prepared = fakePrepared({
    encode(pass, execution) {
      executions.push(execution);
      pass.dispatchWorkgroups(1);
    },
  });
  return { prepared, executions };
}

const upTo = (count: number) => Array.from({ length: count }, (_, i) => i);

describe.each([
  ['timestamp', TimestampTimer],
  ['wall', WallTimer],
] as const)('the %s timer', (_, Timer) => {
  it.each([SHORT_NS, LONG_NS, null])(
    'numbers executions on and on, so that streamed weights never start at the first copy again (%s ns each)',
    async executionNs => {
      const { prepared, executions } = counted();
      const timer = new Timer(fakeDevice().gpu.device, () => 0, 1);
      for (const dispatches of [1, 3, 3]) await timer.time(prepared, dispatches, executionNs);
      expect(executions.length).toBeGreaterThanOrEqual(1 + 1 + 1 + 3 + 1 + 3);
      expect(executions).toEqual(upTo(executions.length));
    },
  );

  it('numbers the executions of every launch by themselves', async () => {
    const [one, other] = [counted(), counted()];
    const timer = new Timer(fakeDevice().gpu.device, () => 0, 1);
    for (const { prepared } of [one, other, one]) await timer.time(prepared, 2, SHORT_NS);
    for (const { executions } of [one, other]) expect(executions).toEqual(upTo(executions.length));
    expect(one.executions.length).toBe(2 * other.executions.length);
  });
});

describe('the untimed pass', () => {
  it('is one execution, or a sixteenth of the batch', () => {
    expect([1, 16, 17, 160].map(untimedExecutions)).toEqual([1, 1, 2, 10]);
  });
});
