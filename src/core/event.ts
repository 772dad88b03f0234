import type { Environment } from './environment.ts';
import type { BenchRecord } from './record.ts';

export interface Progress {
  /** Cases finished, skipped and failed included. */
  readonly done: number;
  readonly total: number;
  /** "gemv/rows-per-workgroup 4096 × 4096". */
  readonly label: string;
  /** "preparing", "checking", "timing round 4". */
  readonly doing: string;
  readonly elapsedMs: number;
  /** Null while unknown. */
  readonly remainingMs: number | null;
  readonly discardedRounds: number;
  readonly skippedCases: number;
}

/** The session is a stream of these; page, command line and tests are consumers. */
export type SessionEvent =
  | { readonly type: 'environment'; readonly environment: Environment }
  | { readonly type: 'progress'; readonly progress: Progress }
  /** A case is finished for now; a later section may emit the same address again with more samples. */
  | { readonly type: 'record'; readonly record: BenchRecord }
  | { readonly type: 'note'; readonly message: string }
  | { readonly type: 'end'; readonly facts: SessionFacts };

export interface SessionFacts {
  readonly suite: string;
  readonly seed: number;
  /** ISO 8601, UTC. */
  readonly startedAt: string;
  readonly durationMs: number;
  /** `interrupted` keeps what was measured; `device-lost` likewise. */
  readonly ended: 'complete' | 'time-cap' | 'interrupted' | 'device-lost';
  readonly plannedRounds: number;
  readonly discardedRounds: number;
  /** More than a quarter of the rounds drifted: all were kept. */
  readonly unsteady: boolean;
}
