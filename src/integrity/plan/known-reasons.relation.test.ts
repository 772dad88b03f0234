import { describe, expect, it } from 'vitest';
import { syntheticResultFile } from '../../analysis/testing/result-file.ts';
import type { SkippedRecord } from '../../core/record/record.ts';
import ell from '../../formats/ell.format.ts';
import sell from '../../formats/sell.format.ts';
import bsr from '../../formats/structured/bsr4.format.ts';
import nm from '../../formats/structured/nm-2-4.format.ts';
import { outpacedReason } from '../../measure/session/halving.ts';
import { rowsOfLength } from '../../testing/problems.ts';
import type { Examined } from '../examined.ts';
import relation from './known-reasons.relation.ts';

const [first] = syntheticResultFile({ rounds: 2 }).records;

function messagesOf(part: Pick<SkippedRecord, 'reason' | 'cause'>): readonly string[] {
  const record = { ...first!, ...part, status: 'skipped' };
  const run = { file: { records: [record] }, isOurs: true } as unknown as Examined;
  return [...relation.breaches(run)].map(({ message }) => message);
}

describe('reasons for skips', () => {
  it('are known with their cause, and without it in files of before there was one', () => {
    const reason = 'the time of its section was used up before it was prepared';
    expect(messagesOf({ reason })).toEqual([]);
    expect(messagesOf({ reason, cause: 'time' })).toEqual([]);
  });

  it('are known where a format refuses a matrix that it would pad, and where the field was halved', () => {
    const scattered = rowsOfLength([40, 1, 1, 1, 1, 1, 1, 1], 64);
    for (const { admissible } of [sell, bsr, ell, nm]) {
      const reason = admissible(scattered);
      expect(reason).toBeTypeOf('string');
      expect(messagesOf({ reason: reason as string, cause: 'unfit' })).toEqual([]);
    }
    const reason = outpacedReason({ ratio: 2, low: 1.9, high: 2.104, kernelId: 'spmv/sell' });
    expect(messagesOf({ reason, cause: 'plan' })).toEqual([]);
  });

  it('were written later where no program says so, or the cause is another', () => {
    expect(messagesOf({ reason: 'it was slow', cause: 'time' })).toEqual([
      '"it was slow" is no reason of this program',
    ]);
    expect(messagesOf({ reason: 'the device has no subgroups', cause: 'time' })).toEqual([
      'time, but "the device has no subgroups" has the cause feature',
    ]);
  });
});
