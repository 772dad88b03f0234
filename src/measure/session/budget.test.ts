import { describe, expect, it } from 'vitest';
import { CANARY, planOf, product, simulatedSession } from '../testing/simulated-session.ts';

const [A, B, C] = [product(256), product(512), product(1024)];

/** Every check takes the host two seconds of a budget of three. */
async function slowlyChecked(groups: readonly (readonly string[])[]) {
  const { records } = await simulatedSession(planOf([groups], { timeBudgetMs: 3000 }), {
    before: ({ what, address }, device) => {
      if (what === 'run' && address !== CANARY) device.idle(2000);
    },
  });
  return records;
}

describe('a section whose cases take longer to prepare than there is time', () => {
  it('skips the cases that it comes to too late, and says why', async () => {
    const records = await slowlyChecked([[A], [B], [C]]);
    expect(records.get(B)).toMatchObject({ status: 'ok', stop: { rounds: 5 } });
    expect(records.get(C)).toMatchObject({
      status: 'skipped',
      reason: 'the time of its section was used up before it was prepared',
    });
  });

  it('measures its first group all the same', async () => {
    const records = await slowlyChecked([
      [A, B],
      [A, C],
    ]);
    expect([A, B, C].map(address => records.get(address)?.status)).toEqual(['ok', 'ok', 'skipped']);
  });
});

describe('a hidden page', () => {
  const HOUR_MS = 3_600_000;

  /** A session whose page is hidden before its third round. */
  async function sessionHiddenFor(ms: number) {
    let rounds = 0;
    const plan = planOf([[[B]], [[C]]], {
      stop: { minimumRounds: 10, maximumRounds: 20, precision: 0.001 },
    });
    return simulatedSession(plan, { hiddenMs: () => (++rounds === 3 ? ms : 0) });
  }

  function roundsOf({ events }: Awaited<ReturnType<typeof sessionHiddenFor>>): (number | string)[] {
    return events.flatMap(event => {
      if (event.type !== 'record') return [];
      return [event.record.status === 'ok' ? event.record.stop.rounds : event.record.status];
    });
  }

  it('does not spend the time budget: as many rounds are measured, and as much time is left', async () => {
    const hidden = await sessionHiddenFor(HOUR_MS);
    expect(roundsOf(hidden)).toEqual(roundsOf(await sessionHiddenFor(0)));
    const remaining = hidden.events.flatMap(event =>
      event.type === 'progress' ? [event.progress.remainingMs ?? 0] : [],
    );
    expect(Math.min(...remaining)).toBeGreaterThan(0);
    expect(hidden.events.at(-1)).toMatchObject({ type: 'end', facts: { ended: 'complete' } });
  });
});
