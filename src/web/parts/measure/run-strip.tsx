import { useEffect, useState } from 'preact/hooks';
import type { Progress } from '../../../core/event.ts';
import type { Session } from '../../session.ts';
import { lastRun, paused, progress, runState, stopping } from '../../state.ts';
import { endLine, shareDone, statusLine, timeLeft } from './run-line.ts';

/** The line under the header from the start of a run on, in every place. */
export function RunStrip({ session }: { readonly session: Session }) {
  const state = runState.value;
  const running = state === 'running';
  useDocumentTitle(running);
  if (state === 'idle' || (state === 'failed' && progress.value === null)) return null;
  const now = progress.value;
  return (
    <section class="run-strip" aria-label="Run">
      {running ? (
        <progress class="run-bar" max={1} value={shareDone(now)} aria-label="Progress of the run" />
      ) : (
        <div class="run-bar over" />
      )}
      <div class="run-strip-inner">
        <p class="run-line">
          <span class={running && !stopping.value && !paused.value ? 'run-doing' : ''}>
            {running ? lineWhileRunning(now) : endLine(lastRun.value, now)}
          </span>
          {running && now !== null && <span class="run-left">· {timeLeft(now)}</span>}
        </p>
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

function lineWhileRunning(now: Progress | null): string {
  if (stopping.value) return 'Stopping after the batch in flight; what was measured is kept.';
  if (paused.value) return 'Paused: this tab is hidden. Measuring goes on when it is visible again.';
  return statusLine(now);
}

const ANNOUNCE_MS = 5000;

/** Progress for screen readers, politely and at most every five seconds. */
function Announcement({ running }: { readonly running: boolean }) {
  const [text, setText] = useState('Run started.');
  useEffect(() => {
    if (!running) {
      setText(endLine(lastRun.peek(), progress.peek()));
      return;
    }
    const timer = setInterval(
      () =>
        setText([lineWhileRunning(progress.peek()), timeLeft(progress.peek())].filter(Boolean).join(' · ')),
      ANNOUNCE_MS,
    );
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
  const percent = now ? `${Math.floor(100 * shareDone(now))} %` : 'Starting';
  const title = running ? `${paused.value ? 'Paused' : percent} · Ridgepoint` : 'Ridgepoint';
  useEffect(() => {
    document.title = title;
  }, [title]);
}
