import { describe, expect, it } from 'vitest';
import { answerOf } from './answer.ts';
import { capabilityOf, capabilityText } from './capability.ts';
import { syntheticInput } from './testing/inputs.ts';

describe('burst and sustained rate', () => {
  const readOver = (spanMs: number, slowdown: number) =>
    readIn(spanMs, share => 1e5 * (1 + slowdown * share));
  /** @param nsAt time of one execution by how far the session is, 0 to 1 */
  const readIn = (spanMs: number, nsAt: (share: number) => number, count = Number.POSITIVE_INFINITY) => {
    const input = syntheticInput();
    const address = input.ceilings.find(({ id }) => id === 'read')!.evidence[0];
    const records = input.records.map(one => {
      if (one.address !== address || one.status !== 'ok') return one;
      const last = Math.min(count, one.samples.length) - 1;
      const samples = one.samples.slice(0, last + 1).map((sample, i) => ({
        ...sample,
        startedAtMs: (spanMs * i) / last,
        totalNs: sample.dispatches * nsAt(i / last),
      }));
      return { ...one, samples };
    });
    return answerOf({ ...input, records });
  };

  it('are told apart where reading slows down over the session by more than 5 %', () => {
    const { capability, capabilityText } = readOver(30_000, 0.3);
    expect(capability.slowing!.burst.value / capability.slowing!.sustained.value).toBeCloseTo(1.25 / 1.05, 1);
    expect(capabilityText).toMatch(/Reading slows from \d+ GB\/s \(.*\) to \d+ GB\/s/);
  });

  it('are never told by times under zero, which resampling a few unsteady ones may give', () => {
    const burst = [3.76, 4.16, 0.99, 0.26, 0.26];
    const times = [...burst, 1, 1, 1, 1, 1, 1, 1, 1.07, 0.91, 2.37, 3.72, 2.57].map(ms => ms * 1e6);
    const { capability } = readIn(
      30_000,
      share => times[Math.round(share * (times.length - 1))]!,
      times.length,
    );
    expect(capability.slowing).toBeNull();
  });

  it('are one where it does not, or the session is too short to tell', () => {
    expect(readOver(30_000, 0.02).capability.slowing).toBeNull();
    expect(readOver(3_000, 0.3).capability.slowing).toBeNull();
  });
});

describe('a kernel that passes the read test', () => {
  const passing = (bestRate: number, { share = 1.2, passedBy = null as string | null } = {}) => {
    const capability = capabilityOf(syntheticInput());
    const at = (value: number) => ({ value, low: value, high: value });
    return capabilityText(
      {
        ...capability,
        isCeiling: false,
        read: { ...at(2e9), kind: 'unknown', passedBy },
        bestShare: at(share),
        bestRate: at(bestRate),
      },
      'this GPU',
    );
  };

  it('is said to pass it with its rate', () => {
    expect(passing(3e9)).toContain('the best kernel passes it with 3.00 GB/s');
  });

  it('is told from the best one, where it passes in another case', () => {
    const passedBy = 'gemv/subgroup@dense(m=64,n=64)#1?cache=hot';
    expect(passing(1e9, { share: 0.5, passedBy })).toContain(
      '; gemv/subgroup passes it in another case, and the best kernel reads 1.00 GB/s',
    );
  });

  it('is not said to pass it with a rate below it, where only the rounds that both share say so', () => {
    expect(passing(1e9)).toMatch(
      /the best kernel reads 1\.00 GB\/s \(1\.00–1\.00\), 120 % \(120–120\) of it in common rounds\./,
    );
  });
});
