import { describe, expect, it } from 'vitest';
import { cards } from './cards.ts';
import { runShortened } from './tally.ts';

/** RIDGEPOINT_TRUTH_DEVICES, which asks for many devices a stratum, asks for twenty seeds a card. */
const SEEDS = process.env.RIDGEPOINT_TRUTH_DEVICES === undefined ? 1 : 20;
/** Of the seeds of a card, noise may spoil one in twenty. */
const LEAST_RIGHT = SEEDS - Math.floor(SEEDS / 20);
const SECONDS_PER_RUN = 10;

describe('the verdict on described cards', () => {
  it.each([...cards])(
    'is the truth of %s, and never bandwidth where that is not',
    async (_name, { device }) => {
      const outcomes: string[] = [];
      for (let seed = 1; seed <= SEEDS; seed++) {
        const { truth, analysis } = await runShortened(device, seed);
        outcomes.push(`${truth?.regime} said ${analysis.verdict.regime}`);
      }
      const right = outcomes.filter(outcome => /^(\w+) said \1$/.test(outcome));
      expect(outcomes.filter(outcome => /^(?!bandwidth)\w+ said bandwidth$/.test(outcome))).toEqual([]);
      expect(right.length, outcomes.join(', ')).toBeGreaterThanOrEqual(LEAST_RIGHT);
    },
    SEEDS * SECONDS_PER_RUN * 1000,
  );
});
