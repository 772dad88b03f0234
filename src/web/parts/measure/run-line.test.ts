import { describe, expect, it } from 'vitest';
import { DEVICES } from '../../../analysis/testing/records.ts';
import { syntheticResultFile } from '../../../analysis/testing/result-file.ts';
import type { Progress } from '../../../core/event.ts';
import type { ResultFile } from '../../../core/record/result-file.ts';
import { endLine, shareDone, statusLine, timeLeft } from './run-line.ts';

const WHOLE = syntheticResultFile({ device: DEVICES.bandwidthBound, rounds: 2 });
const LAST: Progress = {
  done: 3,
  total: 52,
  label: '',
  doing: '',
  elapsedMs: 0,
  remainingMs: null,
  discardedRounds: 0,
  skippedCases: 0,
};

function ending(ended: ResultFile['session']['ended'], recordCount: number): ResultFile {
  const records = WHOLE.records.filter(({ status }) => status === 'ok').slice(0, recordCount);
  return { ...WHOLE, records, session: { ...WHOLE.session, ended, durationMs: 48_000, discardedRounds: 1 } };
}

describe('the line under the header, after a run', () => {
  it('counts the cases of the plan where a run was stopped, not only those it came to', () => {
    expect(endLine(ending('interrupted', 3), LAST)).toBe(
      'Stopped after 48 s · 3 of 52 cases measured · 1 round discarded',
    );
  });

  it('counts its records where a run went through', () => {
    expect(endLine(ending('complete', 3), LAST)).toMatch(/^Done in 48 s · 3 of 3 cases measured/);
  });

  it('says what a run whose device was lost has measured', () => {
    expect(endLine(ending('device-lost', 3), LAST)).toMatch(/^Device lost after 48 s · 3 of 52 /);
  });

  it('says that nothing was measured, or that the run failed', () => {
    expect(endLine(ending('interrupted', 0), LAST)).toBe('Stopped before anything was measured');
    expect(endLine(null, LAST)).toBe('The run failed');
  });
});

describe('the line under the header, during a run', () => {
  const now = { ...LAST, label: 'gemv/f16 4096 × 4096', doing: 'timing round 4', elapsedMs: 22_000 };

  it('says what is measured, what is done to it, and how long it takes yet', () => {
    expect(statusLine(now)).toBe('gemv/f16 4096 × 4096 · timing round 4');
    expect(timeLeft(now)).toBe('');
    expect(timeLeft({ ...now, remainingMs: 38_000 })).toBe('38 s left');
  });

  it('fills its bar by time, and by cases while nobody knows the time', () => {
    expect(shareDone(null)).toBe(0);
    expect(shareDone(now)).toBeCloseTo(3 / 52);
    expect(shareDone({ ...now, remainingMs: 66_000 })).toBeCloseTo(0.25);
  });
});
