import { describe, expect, it } from 'vitest';
import { syntheticResultFile } from '../../analysis/testing/result-file.ts';
import { environmentFacts, findingValue, noCrossoverText, unsteadyText } from './overview.ts';

const { session, ...rest } = syntheticResultFile({ rounds: 10 });

function roundsOf(facts: Partial<typeof session>): string {
  const file = { ...rest, session: { ...session, ...facts } };
  return environmentFacts(file).find(({ label }) => label === 'rounds')!.text;
}

describe('how steady a run was', () => {
  it('is not mentioned of a steady one', () => {
    expect(unsteadyText({ ...session, discardedRounds: 3 })).toBeNull();
    expect(roundsOf({ discardedRounds: 3 })).toBe('10 planned, 3 discarded, seed 1');
  });

  it('does not claim that all rounds were kept where some were discarded', () => {
    expect(roundsOf({ unsteady: true, discardedRounds: 25 })).toBe(
      '10 planned, 25 discarded, seed 1; UNSTEADY: more than a quarter of the rounds of a section drifted; ' +
        'only 25 could be discarded and repeated, the others were kept',
    );
    expect(unsteadyText({ ...session, unsteady: true, discardedRounds: 0 })).toContain(
      'none could be repeated',
    );
  });
});

describe('where there is no crossover', () => {
  it('points to the suites that compare densities, but never out of one of them', () => {
    expect(noCrossoverText({ suite: 'size', ended: 'complete' })).toContain(
      'the density and quick suites do that',
    );
    expect(noCrossoverText({ suite: 'quick', ended: 'complete' })).toBe(
      'No sparse kernel was compared with a dense one of the same shape at two densities or more.',
    );
  });

  it('says that the run ended early', () => {
    for (const ended of ['interrupted', 'device-lost', 'time-cap'] as const)
      expect(noCrossoverText({ suite: 'quick', ended })).toContain('before the run ended');
    expect(noCrossoverText(null)).toContain('before the run ended');
  });
});

it('a share of inputs has the notation of the sentence on it', () => {
  const [finding] = syntheticResultFile({ rounds: 4 }).findings;
  const share = { ...finding!, value: 0.316, low: 0.2, high: 0.595, unit: 'share of inputs' };
  expect(findingValue(share)).toBe('31.6 % (20.0–59.5)');
});
