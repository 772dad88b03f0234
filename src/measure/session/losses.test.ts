import { describe, expect, it } from 'vitest';
import {
  CANARY,
  type DeviceCall,
  type Faults,
  planOf,
  product,
  simulatedSession,
} from '../testing/simulated-session.ts';

const [A, B, C] = [product(256), product(512), product(1024)];

/** The device goes at the n-th batch of a case. */
function losingAt(address: string, batch: number): Faults {
  let seen = 0;
  return {
    before({ what, address: running }, device) {
      if (what !== 'time' || running !== address || ++seen !== batch) return;
      device.lose();
      throw new Error('AbortError: mapAsync');
    },
  };
}

function batchesOf(calls: readonly DeviceCall[], address: string): number {
  return calls.filter(call => call.what === 'time' && call.address === address).length;
}

describe('the loss of a device', () => {
  const plan = planOf([[[A]], [[A, B]], [[B, C]]]);

  it('costs a section, not the run: what was verified stays, and a new device goes on', async () => {
    const { events, records } = await simulatedSession(plan, losingAt(B, 5));
    expect(records.get(A)).toMatchObject({ status: 'ok', stop: { rounds: 5 } });
    expect(records.get(B)).toMatchObject({ status: 'failed', stage: 'time', message: /lost: gone/ });
    expect(records.get(C)).toMatchObject({ status: 'ok' });
    expect(events.at(-1)).toMatchObject({ type: 'end', facts: { ended: 'complete' } });
    const notes = events.flatMap(event => (event.type === 'note' ? [event.message] : []));
    expect(notes).toEqual([
      expect.stringContaining(`${A} failed when it was measured again`),
      'The GPU device was lost: gone',
    ]);
  });

  it('does not lose the new device to the same case again', async () => {
    const { calls } = await simulatedSession(plan, losingAt(B, 5));
    expect(batchesOf(calls, B)).toBe(5);
  });

  it('asks for a new device once, not twice', async () => {
    let losses = 0;
    const { events, records } = await simulatedSession(planOf([[[A]], [[B]], [[C]]]), {
      before({ what, address }, device) {
        if (what !== 'run' || address === CANARY || ++losses > 2) return;
        device.lose();
        throw new Error('AbortError');
      },
    });
    expect([...records.keys()]).toEqual([A, B]);
    expect(events.at(-1)).toMatchObject({ type: 'end', facts: { ended: 'device-lost' } });
  });

  it('makes a new canary on the new device, or none where it was the canary that lost it', async () => {
    const canaries = (calls: readonly DeviceCall[]) =>
      calls.filter(({ what, address }) => what === 'prepare' && address === CANARY).length;
    expect(canaries((await simulatedSession(plan)).calls)).toBe(1);
    expect(canaries((await simulatedSession(plan, losingAt(B, 5))).calls)).toBe(2);
    const { calls, records } = await simulatedSession(plan, losingAt(CANARY, 30));
    expect(canaries(calls)).toBe(1);
    expect(records.get(C)).toMatchObject({ status: 'ok' });
  });
});
