import { describe, expect, it } from 'vitest';
import {
  CANARY,
  type Deed,
  type Faults,
  planOf,
  product,
  simulatedSession,
} from '../testing/simulated-session.ts';
import { laterRecord } from './later-record.ts';

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

function batchesOf(deeds: readonly Deed[], address: string): number {
  return deeds.filter(deed => deed.what === 'time' && deed.address === address).length;
}

describe('a device that is lost in timed rounds', () => {
  const plan = planOf([[[A]], [[A, B]], [[B, C]]]);

  it('costs the section, not the run: what was verified stays, and a new device goes on', async () => {
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

  it('is not lost to the same case again', async () => {
    const { deeds } = await simulatedSession(plan, losingAt(B, 5));
    expect(batchesOf(deeds, B)).toBe(5);
  });

  it('is asked for once more, not twice', async () => {
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
    const canaries = (deeds: readonly Deed[]) =>
      deeds.filter(({ what, address }) => what === 'prepare' && address === CANARY).length;
    expect(canaries((await simulatedSession(plan)).deeds)).toBe(1);
    expect(canaries((await simulatedSession(plan, losingAt(B, 5))).deeds)).toBe(2);
    const { deeds, records } = await simulatedSession(plan, losingAt(CANARY, 30));
    expect(canaries(deeds)).toBe(1);
    expect(records.get(C)).toMatchObject({ status: 'ok' });
  });
});

describe('a case that cannot be timed', () => {
  it('fails alone: the other cases of its section keep all their rounds', async () => {
    const { records } = await simulatedSession(
      planOf([
        [
          [A, B],
          [A, C],
        ],
      ]),
      {
        before: ({ what, address }) => {
          if (what === 'time' && address === B) throw new Error('GPU timestamps ran backwards 3 times');
        },
      },
    );
    expect(records.get(B)).toMatchObject({ status: 'failed', stage: 'time', message: /backwards/ });
    // It was launched: the record says what.
    expect(records.get(B)!.launchHash).toMatch(/^[0-9a-f]{16}$/);
    for (const address of [A, C])
      expect(records.get(address)).toMatchObject({ status: 'ok', stop: { rounds: 5 } });
  });

  it('costs no round where it is the canary, but then no round is known to be steady', async () => {
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

describe('a record of an address that has one', () => {
  const ok = { status: 'ok' } as Parameters<typeof laterRecord>[0];
  const failedAt = (stage: string) => ({ status: 'failed', stage }) as Parameters<typeof laterRecord>[1];
  const skipped = { status: 'skipped' } as Parameters<typeof laterRecord>[1];

  it('leaves verified samples alone when it failed, unless its output was wrong', () => {
    expect(laterRecord(ok, failedAt('prepare'))).toBe('is noted');
    expect(laterRecord(ok, failedAt('time'))).toBe('is noted');
    expect(laterRecord(ok, failedAt('check-after'))).toBe('replaces');
  });

  it('is dropped where it was skipped, and stands where nothing was known', () => {
    expect(laterRecord(ok, skipped)).toBe('is dropped');
    expect(laterRecord(null, skipped)).toBe('replaces');
    expect(laterRecord(null, failedAt('time'))).toBe('replaces');
  });
});
