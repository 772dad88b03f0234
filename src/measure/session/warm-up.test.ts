import { describe, expect, it } from 'vitest';
import { CANARY, type Deed, planOf, product, simulatedSession } from '../testing/simulated-session.ts';

const [A, B] = [product(256), product(512)];
const WARMUP_MS = 300;

/** How long the canary alone kept the device busy before the n-th batch of a case. */
function loadBefore(deeds: readonly Deed[], address: string, batch = 1): number {
  const batches = deeds.filter(({ what }) => what === 'time');
  let seen = 0;
  const at = batches.findIndex(deed => deed.address === address && ++seen === batch);
  const begin = batches.findLastIndex((deed, index) => index < at && deed.address !== CANARY) + 1;
  return batches[at]!.atMs - batches[begin]!.atMs;
}

/** The host works on the check of a case for so long, the device idle. */
async function sessionChecking(address: string, hostMs: number): Promise<readonly Deed[]> {
  const plan = planOf([[[A]], [[B]]], { warmupMs: WARMUP_MS });
  const { deeds } = await simulatedSession(plan, {
    before: ({ what, address: running }, device) => {
      if (what === 'run' && running === address) device.idle(hostMs);
    },
  });
  return deeds;
}

describe('warming up', () => {
  it('comes before the first batches are sized', async () => {
    expect(loadBefore(await sessionChecking(A, 0), A)).toBeGreaterThanOrEqual(WARMUP_MS);
  });

  it('is repeated in full where the device idled between sections', async () => {
    expect(loadBefore(await sessionChecking(B, 2000), B)).toBeGreaterThanOrEqual(WARMUP_MS);
  });

  it('is left out where it was busy just now', async () => {
    expect(loadBefore(await sessionChecking(B, 100), B)).toBeLessThan(WARMUP_MS / 2);
  });

  it('is repeated where it idled between rounds', async () => {
    const hiddenMs = 60_000;
    let rounds = 0;
    const { deeds } = await simulatedSession(planOf([[[A]]], { warmupMs: WARMUP_MS }), {
      hiddenMs: () => (++rounds === 3 ? hiddenMs : 0),
    });
    const gaps = deeds.slice(1).map((deed, index) => deed.atMs - deeds[index]!.atMs);
    const shown = gaps.findIndex(gap => gap >= hiddenMs) + 1;
    const next = deeds.findIndex(({ address }, index) => index >= shown && address === A);
    expect(deeds[next]!.atMs - deeds[shown]!.atMs).toBeGreaterThanOrEqual(WARMUP_MS);
  });
});
