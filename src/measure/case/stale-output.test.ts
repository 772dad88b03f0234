import { describe, expect, it } from 'vitest';
import { planOf, product, simulatedSession } from '../testing/simulated-session.ts';

const [A, B] = [product(256), product(512)];

/** What happened to a case while it was timed, p for poison, t for a batch; the sizing of batches left out. */
async function deedsOf(rounds: number): Promise<string> {
  const stop = { minimumRounds: rounds, maximumRounds: rounds, precision: 0 };
  const { deeds } = await simulatedSession(planOf([[[A, B]]], { stop }));
  const own = deeds.filter(({ what, address }) => address === A && (what === 'poison' || what === 'time'));
  const letters = own.map(({ what }) => what[0]).join('');
  return letters.slice(letters.indexOf('p'));
}

describe('the output that is checked after the timing', () => {
  it('was poisoned after the batches were sized, and again while it was timed', async () => {
    expect(await deedsOf(5)).toBe('ptt' + 'ptt' + 'tt' + 'ptt' + 'tt');
  });

  it('was written after it was last poisoned, however few rounds there were', async () => {
    expect(await deedsOf(1)).toBe('ptt');
    expect(await deedsOf(2)).toBe('pttptt');
  });
});
