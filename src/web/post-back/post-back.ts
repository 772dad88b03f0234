import { adapterName } from '../../core/environment.ts';
import { resultText } from '../../store/result-store.ts';
import type { EngineDescription } from '../engine/engine.ts';
import type { Session } from '../session.ts';
import { failure, lastRun, notes, paused, progress, runState } from '../state.ts';
import {
  type FailedPost,
  type OpenedPost,
  type PostBackAnswer,
  type PostBackKind,
  PROGRESS_PERIOD_MS,
  type ProgressPost,
} from './post-back-protocol.ts';

/** Tells the command line that opened this page how the run goes, and hands it the result: to its own origin only. */
export function postBack(token: string, description: EngineDescription, session: Session): void {
  const send = async (kind: PostBackKind, body: string): Promise<void> => {
    const response = await fetch(`./post-back/${encodeURIComponent(token)}/${kind}`, {
      method: 'POST',
      body,
    });
    if (!response.ok) throw new Error(`the command line answered ${response.status}`);
    if (((await response.json()) as PostBackAnswer).stop) session.stop();
  };
  if (description.status === 'unavailable') {
    const { message, cause } = description;
    const failed: FailedPost = { message, cause: cause === 'page-failed' ? null : cause };
    void send('failed', JSON.stringify(failed));
    return;
  }
  const { adapter } = description.environment;
  const opened: OpenedPost = { adapter: adapterName(adapter), class: adapter.class };
  void send('opened', JSON.stringify(opened));
  session.keepPartials(file => send('partial', resultText(file)));
  let toldNotes = 0;
  const tellProgress = async (): Promise<void> => {
    const post: ProgressPost = {
      progress: progress.value,
      notes: notes.value.slice(toldNotes),
      paused: paused.value,
    };
    toldNotes = notes.value.length;
    await send('progress', JSON.stringify(post));
  };
  const tellEnd = async (): Promise<void> => {
    // Of a run that failed, the partial file is there already.
    const file = lastRun.value?.session.ended !== 'partial' ? lastRun.value : null;
    const failed: FailedPost = { message: failure.value ?? 'the run did not start', cause: null };
    await send(file ? 'result' : 'failed', file ? resultText(file) : JSON.stringify(failed));
  };
  const timer = setInterval(() => {
    // The command line is gone: nobody waits for the rest.
    tellProgress().catch(() => {
      clearInterval(timer);
      session.stop();
    });
  }, PROGRESS_PERIOD_MS);
  let isOver = false;
  runState.subscribe(state => {
    // The command line waits for one run; the reader may start others.
    if (isOver || !['done', 'stopped', 'failed'].includes(state)) return;
    isOver = true;
    clearInterval(timer);
    // The last notes came after the last period began; without them the result still counts.
    void tellProgress().then(tellEnd, tellEnd);
  });
}
