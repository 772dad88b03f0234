import { leftOutForTime } from '../../core/record/left-out.ts';
import { createBudget } from './budget.ts';
import type { RunningSession } from './running-session.ts';

/** The same session with more time for what was left out for lack of it; null where nothing was, or nobody gives more. */
export async function withMoreTime(
  session: RunningSession,
  longer?: () => Promise<number | null>,
): Promise<RunningSession | null> {
  const { host, queue, records, signal } = session;
  if (longer === undefined || leftOutForTime(records.all()) === 0) return null;
  const endedMs = host.now();
  const moreMs = await longer();
  if (moreMs === null || signal.aborted) return null;
  records.forgetLate();
  queue.requeue();
  return continuedSession(session, { endedMs, moreMs });
}

function continuedSession(
  session: RunningSession,
  { endedMs, moreMs }: { readonly endedMs: number; readonly moreMs: number },
): RunningSession {
  const { plan, host, numbering, continued } = session;
  const startMs = host.now();
  const promisedMs = (plan.promisedMs ?? plan.timeBudgetMs) + moreMs;
  const pause = { atMs: endedMs - numbering.sessionStartMs, waitedMs: startMs - endedMs };
  return {
    ...session,
    plan: { ...plan, hostCases: [], endingMs: 0, preparedMs: 0, timeBudgetMs: moreMs, promisedMs },
    budget: createBudget(host, startMs, moreMs),
    continued: [...continued, pause],
  };
}
