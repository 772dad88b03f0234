import { describe, expect, it } from 'vitest';
import { CANARY, type DeviceCall, planOf, product, simulatedSession } from '../testing/simulated-session.ts';
import { createDriftWatch, mayDiscard } from './canary.ts';

const [A, B] = [product(256), product(512)];
const WARMUP_MS = 300;

/** How long the canary alone kept the device busy before the n-th batch of a case. */
function loadBefore(calls: readonly DeviceCall[], address: string, batch = 1): number {
  const batches = calls.filter(({ what }) => what === 'time');
  let seen = 0;
  const at = batches.findIndex(call => call.address === address && ++seen === batch);
  const begin = batches.findLastIndex((call, index) => index < at && call.address !== CANARY) + 1;
  return batches[at]!.atMs - batches[begin]!.atMs;
}

/** The host works on the check of a case for so long, the device idle. */
async function sessionChecking(address: string, hostMs: number): Promise<readonly DeviceCall[]> {
  const plan = planOf([[[A]], [[B]]], { warmupMs: WARMUP_MS });
  const { calls } = await simulatedSession(plan, {
    before: ({ what, address: running }, device) => {
      if (what === 'run' && running === address) device.idle(hostMs);
    },
  });
  return calls;
}

describe('the canary of an idle device', () => {
  it('warms the device up before the first batches are sized', async () => {
    expect(loadBefore(await sessionChecking(A, 0), A)).toBeGreaterThanOrEqual(WARMUP_MS);
  });

  it('stops warming it up at some time where the clock of the host stands still', async () => {
    const plan = planOf([[[A]]], { warmupMs: WARMUP_MS });
    const { records } = await simulatedSession(plan, { clockStands: true });
    expect(records.get(A)).toMatchObject({ status: 'ok' });
  });

  it('warms the device up again in full where it idled between sections', async () => {
    expect(loadBefore(await sessionChecking(B, 2000), B)).toBeGreaterThanOrEqual(WARMUP_MS);
  });

  it('leaves warming up out where the device was busy just now', async () => {
    expect(loadBefore(await sessionChecking(B, 100), B)).toBeLessThan(WARMUP_MS / 2);
  });

  it('warms the device up again where it idled between rounds', async () => {
    const hiddenMs = 60_000;
    let rounds = 0;
    const { calls } = await simulatedSession(planOf([[[A]]], { warmupMs: WARMUP_MS }), {
      hiddenMs: () => (++rounds === 3 ? hiddenMs : 0),
    });
    const gaps = calls.slice(1).map((call, index) => call.atMs - calls[index]!.atMs);
    const shown = gaps.findIndex(gap => gap >= hiddenMs) + 1;
    const next = calls.findIndex(({ address }, index) => index >= shown && address === A);
    expect(calls[next]!.atMs - calls[shown]!.atMs).toBeGreaterThanOrEqual(WARMUP_MS);
  });
});

describe('the canary of a round', () => {
  it('sees drift within a round and against the usual time', () => {
    const drift = createDriftWatch();
    expect(drift.look(100, 105)).toBe('steady');
    expect(drift.look(100, 115)).toBe('drifted');
    expect(drift.look(101, 99)).toBe('steady');
    expect(drift.look(130, 131)).toBe('drifted');
  });

  it('lets a quarter of the planned rounds be repeated', () => {
    expect([0, 1, 2, 3].map(discarded => mayDiscard(discarded, 10))).toEqual([true, true, false, false]);
  });

  it('costs no round where it cannot be timed, but then no round is known to be steady', async () => {
    let reads = 0;
    const { records, events } = await simulatedSession(planOf([[[A]]]), {
      before: ({ what, address }) => {
        if (what === 'time' && address === CANARY && ++reads > 20) throw new Error('backwards');
      },
    });
    expect(records.get(A)).toMatchObject({ status: 'ok', stop: { rounds: 5 } });
    expect(events.at(-1)).toMatchObject({ facts: { unsteady: true } });
  });
});
