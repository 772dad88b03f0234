import { type ClockFacts, wallResolutionNs } from '../../src/core/environment.ts';
import { NS_PER_MS } from '../../src/core/units.ts';
import type { Stopwatch } from './timing.ts';

export interface LedgerInput {
  now(): number;
  readonly clock: ClockFacts;
  readonly startMs: number;
  readonly timeBudgetMs: number;
  /** Peers × problems. */
  readonly rows: number;
}

/** Shares the time budget over the rows that are left, and remembers how fast peers were. */
export class Ledger {
  readonly #input: LedgerInput;
  readonly #rates = new Map<string, number>();
  #rowsLeft: number;

  constructor(input: LedgerInput) {
    this.#input = input;
    this.#rowsLeft = input.rows;
  }

  rowsDone(count: number): void {
    this.#rowsLeft -= count;
  }

  /**
   * The clocks, with a deadline that leaves every other row its share.
   * @param parts comparisons that the row at hand still has to make
   */
  watch(parts: number): Stopwatch {
    const { now, clock, startMs, timeBudgetMs } = this.#input;
    const nowMs = now();
    const restMs = Math.max(0, startMs + timeBudgetMs - nowMs);
    return {
      now,
      startMs,
      wallStepNs: clock.wallStepNs,
      wallResolutionNs: wallResolutionNs(clock),
      timestampStepNs: clock.timestampStepNs,
      deadlineMs: nowMs + restMs / Math.max(1, this.#rowsLeft) / parts,
    };
  }

  noteCall(what: string, multiplyAdds: number, callNs: number): void {
    this.#rates.set(what, callNs / multiplyAdds);
  }

  /** From the last problem of the kind; null before there was one. */
  estimateMs(what: string, multiplyAdds: number): number | null {
    const rate = this.#rates.get(what);
    return rate === undefined ? null : (rate * multiplyAdds) / NS_PER_MS;
  }
}
