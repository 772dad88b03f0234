import type { Host } from '../case/bench.ts';

/**
 * The time that a session may take. It is counted in the session's own time, which stands still while the page is
 * hidden: nothing is measured then.
 */
export interface TimeBudget {
  readonly budgetMs: number;
  elapsedMs(): number;
  /** 0 once it is used up. */
  remainingMs(): number;
  isUsedUp(): boolean;
  /**
   * In the session's own time: when a section must end, so that what comes after it gets its part by weight.
   * @param laterWeight sum over everything that comes after it
   */
  deadlineMs(weight: number, laterWeight: number): number;
  /** Resolves at once, or when a hidden page is visible again; the wait does not count. */
  whenVisible(): Promise<void>;
}

/** @param startMs when the session began, on the host's clock */
export function createBudget(host: Host, startMs: number, budgetMs: number): TimeBudget {
  let hiddenMs = 0;
  const elapsedMs = (): number => host.now() - startMs - hiddenMs;
  const remainingMs = (): number => Math.max(0, budgetMs - elapsedMs());
  return {
    budgetMs,
    elapsedMs,
    remainingMs,
    isUsedUp: () => elapsedMs() > budgetMs,
    deadlineMs: (weight, laterWeight) => elapsedMs() + (remainingMs() * weight) / (weight + laterWeight),
    async whenVisible() {
      const beginMs = host.now();
      await host.whenVisible();
      hiddenMs += host.now() - beginMs;
    },
  };
}
