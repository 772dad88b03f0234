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
