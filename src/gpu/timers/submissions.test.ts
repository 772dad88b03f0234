import { describe, expect, it } from 'vitest';
import { submissionsOf } from './submissions.ts';

describe('dividing a batch into submissions', () => {
  it('fills each up to 200 ms', () => {
    expect(submissionsOf(8, 1e6)).toEqual([8]);
    expect(submissionsOf(8, 60e6)).toEqual([3, 3, 2]);
  });

  it('gives each execution its own where one alone is longer, or of unknown length', () => {
    expect(submissionsOf(2, 900e6)).toEqual([1, 1]);
    expect(submissionsOf(3, null)).toEqual([1, 1, 1]);
  });

  it('does not divide what a coarse clock read as no time', () => {
    expect(submissionsOf(4, 0)).toEqual([4]);
  });
});
