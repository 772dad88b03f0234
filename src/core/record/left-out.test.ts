import { describe, expect, it } from 'vitest';
import { syntheticResultFile } from '../../analysis/testing/result-file.ts';
import { causeInWords, leftOutForTime, skipCause } from './left-out.ts';
import type { SkippedRecord } from './record.ts';

const [first] = syntheticResultFile({ rounds: 2 }).records;
const skipped = (part: Pick<SkippedRecord, 'reason' | 'cause'>) => ({
  ...first!,
  ...part,
  status: 'skipped' as const,
});

describe('what was left out for time', () => {
  it('are the cases whose cause is time, whatever their sentence says', () => {
    const records = [
      first!,
      skipped({ cause: 'time', reason: 'there was no minute for it' }),
      skipped({ cause: 'plan', reason: 'the time budget of 26 s was used up before it' }),
      skipped({ cause: 'unfit', reason: 'the device is too small for it' }),
    ];
    expect(leftOutForTime(records)).toBe(1);
  });

  it('are in files of before there were causes those of two sentences, of whole sections and of late cases', () => {
    const records = [
      skipped({ reason: 'the time budget of 26 s was used up before it' }),
      skipped({ reason: 'the time of its section was used up before it was prepared' }),
      skipped({ reason: 'the device is too small for it' }),
      skipped({ reason: 'my file says that its budget was used up before it' }),
    ];
    expect(leftOutForTime(records)).toBe(2);
  });
});

describe('the cause of a skip', () => {
  it.each([
    ['the time budget of 26 s was used up before it', 'time'],
    ['the time of its section was used up before it was prepared', 'time'],
    ['the device was lost while it ran', 'device-lost'],
    ['the device has no shader-f16, subgroups', 'feature'],
    ['stopped before it was timed', 'stopped'],
    ['gemv/f16 is not dilutable: it reads all of its memory at any share', null],
  ])('of "%s" is %s in files of before there was the field', (reason, cause) => {
    expect(causeInWords(reason)).toBe(cause);
    expect(skipCause({ reason })).toBe(cause);
    expect(skipCause({ reason, cause: 'plan' })).toBe('plan');
  });
});
