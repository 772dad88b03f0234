import { useEffect, useState } from 'preact/hooks';
import type { Progress } from '../../core/event.ts';
import { formatWait } from '../../core/units.ts';
import type { Session } from '../session.ts';
import { paused, progress, type RunState, result, runState, stopping } from '../state.ts';

/** The line under the header from the start of a run on, in every place. */
export function RunStrip({ session }: { readonly session: Session }) {
  const state = runState.value;
  const running = state === 'running';
  useDocumentTitle(running);
  if (state === 'idle' || (state === 'failed' && progress.value === null)) return null;
  const now = progress.value;
  const share = now && now.total > 0 ? now.done / now.total : 0;
  return (
    <section class="run-strip" aria-label="Run">
      {running ? (
        <progress class="run-bar" max={1} value={share} aria-label="Progress of the run" />
      ) : (
        <div class="run-bar over" />
      )}
      <div class="run-strip-inner">
        <p class="run-line">{running ? statusLine(now) : endLine(state)}</p>
        {running ? (
          <button type="button" class="button" disabled={stopping.value} onClick={() => session.stop()}>
            Stop
          </button>
        ) : (
          <button type="button" class="button" onClick={() => session.again()}>
            Run again
          </button>
        )}
      </div>
      <Announcement running={running} />
    </section>
  );
}

/** "Done in 48 s · 98 measured, 1 skipped". */
function endLine(state: RunState): string {
  const session = result.value?.file.session;
  if (state === 'failed' || !session) return 'The run failed';
  const records = result.value?.file.records ?? [];
  const measured = records.filter(record => record.status === 'ok').length;
  const how = state === 'stopped' ? 'Stopped after' : 'Done in';
  const discarded = session.discardedRounds;
  return [
    `${how} ${formatWait(session.durationMs)}`,
    `${measured} of ${records.length} cases measured`,
    discarded > 0 ? `${discarded} ${plural(discarded, 'round')} discarded` : '',
  ]
    .filter(part => part !== '')
    .join(' · ');
}

/** "14 of 52 · gemv/rows-per-workgroup 4096 × 4096 · timing round 4 · 38 s left". */
function statusLine(now: Progress | null): string {
  if (stopping.value) return 'Stopping after the batch in flight; what was measured is kept.';
  if (paused.value) return 'Paused: this tab is hidden. Measuring goes on when it is visible again.';
  if (now === null) return 'Preparing: clock, adapter and matrices.';
  const parts = [
    `${now.done} of ${now.total}`,
    now.label,
    now.doing,
    now.remainingMs === null ? '' : `${formatWait(now.remainingMs)} left`,
    now.discardedRounds > 0 ? `${now.discardedRounds} ${plural(now.discardedRounds, 'round')} discarded` : '',
    now.skippedCases > 0 ? `${now.skippedCases} ${plural(now.skippedCases, 'case')} skipped` : '',
  ];
  return parts.filter(part => part !== '').join(' · ');
}

function plural(count: number, word: string): string {
  return count === 1 ? word : `${word}s`;
}

const ANNOUNCE_MS = 5000;

/** Progress for screen readers, politely and at most every five seconds. */
function Announcement({ running }: { readonly running: boolean }) {
  const [text, setText] = useState('Run started.');
  useEffect(() => {
    if (!running) {
      setText(endLine(runState.peek()));
      return;
    }
    const timer = setInterval(() => setText(statusLine(progress.peek())), ANNOUNCE_MS);
    return () => clearInterval(timer);
  }, [running]);
  return (
    <p class="visually-hidden" role="status">
      {text}
    </p>
  );
}

function useDocumentTitle(running: boolean): void {
  const now = progress.value;
  const percent = now && now.total > 0 ? `${Math.floor((100 * now.done) / now.total)} %` : 'Starting';
  const title = running ? `${paused.value ? 'Paused' : percent} · Ridgepoint` : 'Ridgepoint';
  useEffect(() => {
    document.title = title;
  }, [title]);
}
