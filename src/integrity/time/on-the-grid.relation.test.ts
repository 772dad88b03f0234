import { describe, expect, it } from 'vitest';
import type { Examined } from '../examined.ts';
import relation from './on-the-grid.relation.ts';

/** Whether a page whose clock was seen to move by such steps can have timed a batch so. */
function isPossible(wallStepNs: number, totalNs: number): boolean {
  const batch = { where: 'records[0].samples[0]', record: { timerId: 'wall' }, sample: { totalNs } };
  const environment = { runtime: { name: 'browser' }, clock: { wallStepNs, timestampStepNs: null } };
  const run = { file: { environment }, batches: [batch], isSimulated: false } as unknown as Examined;
  return [...relation.breaches(run)].length === 0;
}

describe('a time by a page’s clock', () => {
  it('is a whole number of its steps', () => {
    expect(isPossible(100_000, 1_300_000)).toBe(true);
    expect(isPossible(100_000, 1_340_000)).toBe(false);
    expect(isPossible(5_000, 323_095_000)).toBe(true);
    expect(isPossible(5_000, 323_097_000)).toBe(false);
  });

  it('is so too where the machine has been up for long, and a step was seen to be a little less or more', () => {
    // Chromium, 12 hours after the start: its clock counts seconds from there, in 53 bits.
    expect(isPossible(4_999.995231628418, 323_094_999.9988079)).toBe(true);
    // 100 days after it: steps are seen to the nearest 1.9 ns.
    expect(isPossible(4_998.207, 323_094_999.8)).toBe(true);
    expect(isPossible(4_999.995231628418, 323_097_000)).toBe(false);
  });

  it('is so by a clock whose step is no whole number of microseconds', () => {
    expect(isPossible(16_666_667, 50_000_001)).toBe(true);
    expect(isPossible(16_666_667, 57_000_000)).toBe(false);
  });
});
