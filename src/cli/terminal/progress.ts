import type { Progress } from '../../core/event.ts';
import { printable } from '../../core/printable.ts';
import { formatWait } from '../../core/units.ts';
import type { Io } from '../context.ts';

const TERMINAL_PERIOD_MS = 100;
const LOG_PERIOD_MS = 5000;
const CLEAR_LINE = '\r\u001b[2K';

export interface ProgressLine {
  update(progress: Progress): void;
  /** A line of its own that stays. */
  note(message: string): void;
  /** Removes the line. */
  finish(): void;
}

/**
 * On a terminal one line that is written over; elsewhere a line every few seconds.
 * @param lead begins every line: "2 of 8 quick · "
 */
export function progressLine(
  { stderr, now }: Pick<Io, 'stderr' | 'now'>,
  lead: () => string = () => '',
): ProgressLine {
  const onTerminal = stderr.isTTY === true;
  const period = onTerminal ? TERMINAL_PERIOD_MS : LOG_PERIOD_MS;
  let lastMs = Number.NEGATIVE_INFINITY;
  let shown = false;

  const clear = () => {
    if (shown) stderr.write(CLEAR_LINE);
    shown = false;
  };
  return {
    update: progress => {
      const last = progress.total > 0 && progress.done === progress.total;
      if (now() - lastMs < period && !last) return;
      lastMs = now();
      const text = `${lead()}${progressText(progress)}`;
      if (!onTerminal) {
        stderr.write(`${text}\n`);
        return;
      }
      // Some terminals say 0 of what they do not know.
      const room = Math.max(20, (stderr.columns || 80) - 1);
      stderr.write(`${CLEAR_LINE}${[...text].slice(0, room).join('')}`);
      shown = true;
    },
    note: message => {
      clear();
      stderr.write(`${printable(message)}\n`);
    },
    finish: clear,
  };
}

/** "14 of 52 · 38 s left · gemv/rows-per-workgroup 4096 × 4096 · timing round 4 · 1 skipped". */
export function progressText(progress: Progress): string {
  const { done, total, label, doing, remainingMs, discardedRounds, skippedCases } = progress;
  const parts = [
    total === 0 ? '' : `${done} of ${total}`,
    remainingMs === null ? '' : `${formatWait(remainingMs)} left`,
    label,
    doing,
    discardedRounds === 0 ? '' : `${discardedRounds} ${discardedRounds === 1 ? 'round' : 'rounds'} discarded`,
    skippedCases === 0 ? '' : `${skippedCases} skipped`,
  ];
  return printable(parts.filter(part => part !== '').join(' · '));
}
