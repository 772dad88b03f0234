import { describe, expect, it } from 'vitest';
import { standingOf } from './standing.ts';

describe('the standing of a finding', () => {
  it('is its status where it is judged', () => {
    expect(standingOf({ id: 'E6', status: 'refuted', evidence: ['a'] })).toBe('refuted');
  });

  it('is reported where nothing is ever judged, also when what was looked for is not there', () => {
    for (const id of ['E2', 'E7-wall', 'B*', 'knee', 'D/gpt2-xl'])
      expect(standingOf({ id, status: 'undecided', evidence: ['a'] })).toBe('reported');
  });

  it('is undecided where nothing was measured', () => {
    expect(standingOf({ id: 'knee', status: 'undecided', evidence: [] })).toBe('undecided');
  });
});
