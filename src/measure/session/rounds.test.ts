import { describe, expect, it } from 'vitest';
import { planOf, product, simulatedSession } from '../testing/simulated-session.ts';

const [A, B, C] = [product(256), product(512), product(1024)];

/** What happened to a case while it was timed, p for poison, t for a batch; the sizing of batches left out. */
async function callsOf(rounds: number): Promise<string> {
  const stop = { minimumRounds: rounds, maximumRounds: rounds, precision: 0 };
  const { calls } = await simulatedSession(planOf([[[A, B]]], { stop }));
  const own = calls.filter(({ what, address }) => address === A && (what === 'poison' || what === 'time'));
  const letters = own.map(({ what }) => what[0]).join('');
  return letters.slice(letters.indexOf('p'));
}

describe('a round on poisoned outputs', () => {
  it('poisons the output after the batches were sized, and again while it is timed', async () => {
    expect(await callsOf(5)).toBe('ptt' + 'ptt' + 'tt' + 'ptt' + 'tt');
  });

  it('has the output written after it was last poisoned, however few rounds there are', async () => {
    expect(await callsOf(1)).toBe('ptt');
    expect(await callsOf(2)).toBe('pttptt');
  });
});

describe('a round', () => {
  it('fails a case alone that cannot be timed: the others of its section keep all their rounds', async () => {
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
    for (const address of [A, C])
      expect(records.get(address)).toMatchObject({ status: 'ok', stop: { rounds: 5 } });
  });
});
