import { expect, it } from 'vitest';
import type { Prepared } from '../../gpu/prepare.ts';
import type { TimestampTimer } from '../../gpu/timers/timestamp.timer.ts';
import { clockAgreement } from './clock-agreement.ts';

/** Counts 1 µs for each dispatch, on a host that is held up longer and longer. */
function stampsOfBusyHost(): TimestampTimer {
  let calls = 0;
  const stamped = async (_: Prepared, dispatches: number) => ({
    begin: 1000n,
    end: 1000n + BigInt(1000 * dispatches),
    startedAtMs: 0,
    wallNs: 1e6 * calls++,
  });
  return { resolutionNs: 1, stamped } as unknown as TimestampTimer;
}

it('is open where a long batch is one execution, as where the first was interrupted, and not 0', async () => {
  const prepared = {} as Prepared;
  const ofOne = { dispatches: 1, executionNs: 110e6 };
  expect(await clockAgreement(stampsOfBusyHost(), prepared, ofOne, 1000)).toBeNull();
  const ofMany = { dispatches: 1024, executionNs: 1000 };
  expect((await clockAgreement(stampsOfBusyHost(), prepared, ofMany, 1000))!.ratio).toBeGreaterThan(0);
});
