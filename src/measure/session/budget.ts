import type { Host } from '../case/bench.ts';

/** What preparing a section may take, as a multiple of what its rounds may. */
const PREPARING_TIMES = 2;

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
   * When no further case of a section is prepared: preparing may take its part of what is left once more, as long as the
   * session has the time.
   */
  prepareUntilMs(weights: SectionWeights): number;
  /** When its rounds end, so that what comes after it gets its own part. */
  roundsUntilMs(weights: SectionWeights): number;
  /** Resolves at once, or when a hidden page is visible again; the wait does not count. */
  whenVisible(): Promise<void>;
}

/** By which what is left is parted: the section's own weight, and of all that comes after it. */
export interface SectionWeights {
  readonly own: number;
  readonly later: number;
}

/** @param startMs when the session began, on the host's clock */
export function createBudget(host: Host, startMs: number, budgetMs: number): TimeBudget {
  let hiddenMs = 0;
  const elapsedMs = (): number => host.now() - startMs - hiddenMs;
  const remainingMs = (): number => Math.max(0, budgetMs - elapsedMs());
  const partMs = ({ own, later }: SectionWeights): number => (remainingMs() * own) / (own + later);
  return {
    budgetMs,
    elapsedMs,
    remainingMs,
    isUsedUp: () => elapsedMs() > budgetMs,
    prepareUntilMs: weights => elapsedMs() + Math.min(remainingMs(), PREPARING_TIMES * partMs(weights)),
    roundsUntilMs: weights => elapsedMs() + partMs(weights),
    async whenVisible() {
      const beginMs = host.now();
      await host.whenVisible();
      hiddenMs += host.now() - beginMs;
    },
  };
}
