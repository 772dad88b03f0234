import { describe, expect, it } from 'vitest';
import { denseFacts, okRecord, steadyTimes } from '../analysis/testing/records.ts';
import { judgeSectionId } from '../core/asked-suites.ts';
import { answerOf, hasAnswer } from './answer.ts';
import { cardRows } from './card-rows.ts';
import { inputOf } from './testing/inputs.ts';

describe('your kernel', () => {
  const group = judgeSectionId(0);
  const sampled = (kernelId: string, ns: number, firstIndex: number) => {
    const record = okRecord({ kernelId, problem: denseFacts(64, 64), timesNs: steadyTimes(ns, 12), group });
    return { ...record, samples: record.samples.map(one => ({ ...one, index: 2 * one.index + firstIndex })) };
  };

  it('is raced against the fastest, with the ratio and the command that repeats it', () => {
    const race = inputOf([sampled('gemv/mine', 5000, 0), sampled('gemv/rival', 6000, 1)], 'race');
    const answer = answerOf(race);
    expect(answer.question).toBe('Which kernel is faster on this GPU?');
    expect(answer.headline).toMatch(
      /^gemv\/mine is faster: gemv\/rival, the fastest of its rivals, takes 1\.20 \(1\.\d+–1\.\d+\) times as long in \d+ rounds\.$/,
    );
    expect(cardRows(answer)).toEqual([
      {
        id: 'kernel',
        label: 'Again',
        text: '',
        command: "npm run -s ridgepoint -- race gemv/mine --problem 'dense(m=64,n=64)#1'",
      },
    ]);
  });

  it('is undecided, and nothing is said of limits, where the race ended before', () => {
    const answer = answerOf(inputOf([sampled('gemv/mine', 5000, 0)], 'race'));
    expect(answer.headline).toMatch(/^Undecided: the race ended before/);
    expect(cardRows(answer)).toEqual([]);
    expect(answer.capabilityText).toBe('');
  });

  it('has no answer where cases were asked for one by one', () => {
    expect(hasAnswer(inputOf([], 'cases'))).toBe(false);
    expect(hasAnswer(inputOf([], 'quick'))).toBe(true);
  });
});
