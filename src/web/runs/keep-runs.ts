import { effect } from '@preact/signals';
import { messageOf } from '../../core/errors.ts';
import type { ResultFile } from '../../core/record/result-file.ts';
import type { Session } from '../session.ts';
import { continuing, lastRun, notes, runState } from '../state.ts';

/** Keeps every run of this page as it comes: after each section, in place of what was kept of it before. */
export function keepRuns(session: Pick<Session, 'keepPartials'>): void {
  let earlier: string | null = null;
  let work: Promise<void> = Promise.resolve();
  const keep = (file: ResultFile): Promise<void> => {
    work = work.then(async () => {
      if (!file.records.some(({ status }) => status === 'ok')) return;
      try {
        const { shelf } = await import('./shelf.ts');
        if (await shelf.keep({ file, earlier })) earlier = file.sha256;
      } catch (error) {
        notes.value = [...notes.value, `This run is not kept: ${messageOf(error)}.`];
      }
    });
    return work;
  };
  session.keepPartials(keep);
  effect(() => {
    // A run that goes on replaces what was kept of it.
    if (runState.value !== 'running' || continuing.peek()) return;
    work = work.then(() => {
      earlier = null;
    });
  });
  effect(() => {
    if (lastRun.value) void keep(lastRun.value);
  });
}
