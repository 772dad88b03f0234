import type { Progress } from '../../../core/event.ts';
import type { ResultFile } from '../../../core/record/result-file.ts';
import { formatWait } from '../../../core/units.ts';

/** "gemv/rows-per-workgroup 4096 × 4096 · timing round 4". */
export function statusLine(now: Progress | null): string {
  return now === null ? 'Preparing: clock, adapter and matrices' : joined([now.label, now.doing]);
}

/** "38 s left"; empty while nobody knows. */
export function timeLeft(now: Progress | null): string {
  return now?.remainingMs == null ? '' : `${formatWait(now.remainingMs)} left`;
}

/** How much of the time is over, 0 to 1; by cases where the time is not known. */
export function shareDone(now: Progress | null): number {
  if (now === null) return 0;
  const { elapsedMs, remainingMs, done, total } = now;
  if (remainingMs === null) return total > 0 ? done / total : 0;
  const wholeMs = elapsedMs + remainingMs;
  return wholeMs > 0 ? elapsedMs / wholeMs : 0;
}

const ENDINGS: Readonly<Record<ResultFile['session']['ended'], string>> = {
  complete: 'Done in',
  'time-cap': 'Done in',
  interrupted: 'Stopped after',
  'device-lost': 'Device lost after',
  partial: 'Stopped after',
};

/**
 * "Done in 48 s · 98 of 99 cases measured".
 * @param file what the run left; null where it failed
 * @param last what was known of its progress at the end
 */
export function endLine(file: ResultFile | null, last: Progress | null): string {
  if (file === null) return 'The run failed';
  const { ended, durationMs, discardedRounds } = file.session;
  const measured = file.records.filter(({ status }) => status === 'ok').length;
  if (ended === 'interrupted' && measured === 0) return 'Stopped before anything was measured';
  const cutShort = ended !== 'complete' && ended !== 'time-cap';
  const total = Math.max(file.records.length, cutShort ? (last?.total ?? 0) : 0);
  return joined([
    `${ENDINGS[ended]} ${formatWait(durationMs)}`,
    `${measured} of ${total} cases measured`,
    discardedText(discardedRounds),
  ]);
}

function discardedText(rounds: number): string {
  return rounds > 0 ? `${rounds} ${plural(rounds, 'round')} discarded` : '';
}

function joined(parts: readonly string[]): string {
  return parts.filter(part => part !== '').join(' · ');
}

function plural(count: number, word: string): string {
  return count === 1 ? word : `${word}s`;
}
