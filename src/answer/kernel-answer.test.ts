import { describe, expect, it } from 'vitest';
import { answerOf, hasAnswer } from './answer.ts';
import { cardRows } from './card-rows.ts';
import { inputOf, raceInput } from './testing/inputs.ts';

describe('your kernel', () => {
  it('is raced against the fastest, with the ratio and the command that repeats it', () => {
    const answer = answerOf(raceInput());
    expect(answer.question).toBe('Which kernel is faster on this GPU?');
    expect(answer.headline).toMatch(
      /^gemv\/mine is faster: gemv\/rival, the fastest of its rivals, takes 1\.20 \(1\.\d+–1\.\d+\) times as long\.$/,
    );
    expect(cardRows(answer)).toEqual([
      {
        id: 'kernel',
        label: 'Raced on',
        text: 'dense(m=64,n=64)',
        command: "npm run -s ridgepoint -- race gemv/mine --problem 'dense(m=64,n=64)#1'",
      },
    ]);
  });

  it('has no answer where cases were asked for one by one', () => {
    expect(hasAnswer(inputOf([], 'cases'))).toBe(false);
    expect(hasAnswer(inputOf([], 'quick'))).toBe(true);
  });
});
