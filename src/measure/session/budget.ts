import type { Host } from '../case/bench.ts';

/** What preparing a section may take, as a multiple of what its rounds may. */
const PREPARING_TIMES = 2;
/** Of what is left, the most that is kept back for preparing later sections. */
const MOST_RESERVED = 0.4;

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
   * Called when a section begins.
   * @returns when no further case of it is prepared: preparing may take its part of what is left once more, as long as
   * the session has the time
   */
  beginPreparing(weights: SectionWeights): number;
  /**
   * Called when its cases are prepared.
   * @returns when its rounds end, so that what comes after it gets its own part
   */
  beginRounds(weights: SectionWeights): number;
  /** Resolves at once, or when a hidden page is visible again; the wait does not count. */
  whenVisible(): Promise<void>;
}

/** By which what is left is parted. */
export interface SectionWeights {
  /** Of the section at hand. */
  readonly own: number;
  /** Sum over the sections that wait. */
  readonly waiting: number;
  /** Of what refining may add in the end. */
  readonly refining: number;
}

/** @param startMs when the session began, on the host's clock */
export function createBudget(host: Host, startMs: number, budgetMs: number): TimeBudget {
  let hiddenMs = 0;
  const elapsedMs = (): number => host.now() - startMs - hiddenMs;
  const remainingMs = (): number => Math.max(0, budgetMs - elapsedMs());
  const prepared = { ms: 0, weight: 0 };
  let sectionStartMs = 0;
  // Later sections have to be prepared, too: about as long, by weight, as those before took.
  const partMs = ({ own, waiting, refining }: SectionWeights): number => {
    const leftMs = remainingMs();
    const { ms, weight } = prepared;
    const reservedMs = weight === 0 ? 0 : Math.min(MOST_RESERVED * leftMs, (waiting * ms) / weight);
    return ((leftMs - reservedMs) * own) / (own + waiting + refining);
  };
  return {
    budgetMs,
    elapsedMs,
    remainingMs,
    isUsedUp: () => elapsedMs() > budgetMs,
    beginPreparing(weights) {
      sectionStartMs = elapsedMs();
      return sectionStartMs + Math.min(remainingMs(), PREPARING_TIMES * partMs(weights));
    },
    beginRounds(weights) {
      prepared.ms += elapsedMs() - sectionStartMs;
      prepared.weight += weights.own;
      return elapsedMs() + partMs(weights);
    },
    async whenVisible() {
      const beginMs = host.now();
      await host.whenVisible();
      hiddenMs += host.now() - beginMs;
    },
  };
}
