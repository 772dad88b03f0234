import { describe, expect, it } from 'vitest';
import type { FindingStatus } from '../../core/record/finding.ts';
import { PREDICTIONS, type PredictingRegime, stanceOf } from './predictions.ts';

const REGIMES: readonly PredictingRegime[] = ['bandwidth', 'compute', 'dispatch', 'none'];

function stances(id: string, regime: PredictingRegime) {
  const experiment = PREDICTIONS.find(candidate => candidate.id === id)!;
  return (['supported', 'refuted', 'undecided'] as const satisfies readonly FindingStatus[]).map(status =>
    stanceOf(experiment, regime, { status }),
  );
}

describe('what each experiment predicts under each regime', () => {
  it('is for bandwidth what supports it, by every experiment', () => {
    for (const { id } of PREDICTIONS)
      expect(stances(id, 'bandwidth')).toEqual(['agrees', 'contradicts', 'cannot say']);
  });

  it('is the opposite for arithmetic, but for the loads in flight, on which neither waits', () => {
    for (const id of ['E1', 'E3', 'E4', 'E5', 'E6'])
      expect(stances(id, 'compute')).toEqual(['contradicts', 'agrees', 'cannot say']);
    expect(stances('E8', 'compute')).toEqual(['agrees', 'contradicts', 'cannot say']);
  });

  it('is nothing for launching, which is taken off or in both times', () => {
    for (const { id } of PREDICTIONS) expect(stances(id, 'dispatch')).toEqual(Array(3).fill('does not bear'));
  });

  it('lets ladders that look as memory makes them look say nothing against none of the three', () => {
    for (const id of ['E3', 'E5', 'E8']) expect(stances(id, 'none')[0]).toBe('does not bear');
    for (const id of ['E1', 'E6']) expect(stances(id, 'none')[0]).toBe('contradicts');
  });

  it('never agrees with a regime whichever way it comes out', () => {
    for (const { id, under } of PREDICTIONS) {
      for (const regime of REGIMES) {
        const [supported, refuted] = stances(id, regime);
        expect([supported, refuted].filter(stance => stance === 'agrees').length).toBeLessThanOrEqual(1);
        expect(under[regime].predicts === null).toBe(supported === refuted);
      }
    }
  });
});
