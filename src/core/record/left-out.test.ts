import { describe, expect, it } from 'vitest';
import { syntheticResultFile } from '../../analysis/testing/result-file.ts';
import { leftOutForTime } from './left-out.ts';

describe('what was left out for time', () => {
  it('are the cases that say so, of whole sections and of those that were not prepared in time', () => {
    const [first] = syntheticResultFile({ rounds: 2 }).records;
    const skipped = (reason: string) => ({ ...first!, status: 'skipped' as const, reason });
    const records = [
      first!,
      skipped('the time budget of 26 s was used up before it'),
      skipped('the time of its section was used up before it was prepared'),
      skipped('the device is too small for it'),
    ];
    expect(leftOutForTime(records)).toBe(2);
  });
});
