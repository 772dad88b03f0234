import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatWait } from '../core/units.ts';
import { leftIn, type PageTimes, pageTimeLines, runTimeLines, waitedMs } from './page-times.ts';

const FINE: PageTimes = {
  interactiveMs: 700,
  promised: 'Run · about 2 min',
  takenMs: 110_000,
  readings: [
    { elapsedMs: 1000, text: '1 min 59 s left' },
    { elapsedMs: 27_000, text: '1 min 25 s left' },
    { elapsedMs: 55_000, text: '55 s left' },
    { elapsedMs: 82_000, text: '20 s left' },
    { elapsedMs: 109_000, text: '40 s left' },
  ],
};

describe('the times of the command line', () => {
  it('are held to the same 15 %, and read from its lines of progress', () => {
    const { interactiveMs: _, ...times } = FINE;
    expect(runTimeLines(times).lines).toEqual(pageTimeLines(FINE).lines.slice(1));
    expect(runTimeLines({ ...times, takenMs: 60_000 }).failures[0]).toContain(
      'Promised 120.0 s, taken 60.0 s',
    );
    expect(leftIn('14 of 52 · 1 min 38 s left · gemv/subgroup · timing round 4')).toBe('1 min 38 s left');
    expect(leftIn('2 min left · Preparing · measuring the clock')).toBe('2 min left');
    expect(leftIn('Partial result kept: results/local/left.json')).toBeNull();
  });
});

describe('the times of the page', () => {
  it('are fine within a second, and 15 % of what the run took', () => {
    const { lines, failures } = pageTimeLines(FINE);
    expect(failures).toEqual([]);
    expect(lines).toEqual([
      'Interactive after 0.7 s.',
      'Promised 120.0 s, taken 110.0 s: +9 % of the run.',
      'At 25 % of the run: 1 min 25 s left, 83.0 s were: +2 % of the run.',
      'At 50 % of the run: 55 s left, 55.0 s were: +0 % of the run.',
      'At 75 % of the run: 20 s left, 28.0 s were: −7 % of the run.',
    ]);
  });

  it('fail where the page is late, the promise is off, or the countdown is', () => {
    const { failures } = pageTimeLines({ ...FINE, interactiveMs: 1200, promised: 'Run · about 1 min' });
    expect(failures).toEqual([
      'Interactive after 1.2 s: past 1 s.',
      'Promised 60.0 s, taken 110.0 s: −45 % of the run: past 15 %.',
    ]);
    const readings = FINE.readings.map(reading => ({ ...reading, text: '5 s left' }));
    expect(pageTimeLines({ ...FINE, readings }).failures.length).toBe(3);
    expect(pageTimeLines({ ...FINE, readings: [] }).failures[0]).toContain('nothing was said to be left');
  });

  it('are read as they are written', () => {
    const law = fc.property(fc.integer({ min: 0, max: 7200 }), seconds => {
      expect(waitedMs(`Run · about ${formatWait(1000 * seconds)}`)).toBe(1000 * seconds);
      expect(waitedMs(`${formatWait(1000 * seconds)} left`)).toBe(1000 * seconds);
    });
    fc.assert(law);
    expect(() => waitedMs('Run')).toThrow('no time in "Run"');
  });
});
