import type { Environment } from './environment.ts';
import type { Analysis } from './record/finding.ts';
import type { BenchRecord } from './record/record.ts';
import type { ResultFile, SessionFacts } from './record/result-file.ts';

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

/**
 * A run is a stream of these, from the first timed batch to the result file. Page, command line and tests consume it as
 * it is; on its way nothing wraps or renames an event.
 */
export type RunEvent =
  | { readonly type: 'environment'; readonly environment: Environment }
  | { readonly type: 'progress'; readonly progress: Progress }
  /** A case is finished for now; a later section may emit the same address again with more samples. */
  | { readonly type: 'record'; readonly record: BenchRecord }
  /** A section was measured, and its records came before. The facts are those of a run that ends here. */
  | { readonly type: 'section'; readonly section: SectionRounds; readonly facts: SessionFacts }
  /** What was measured so far, whole; the consumer may keep it. Nothing is timed before the next event is asked for. */
  | { readonly type: 'partial'; readonly file: ResultFile }
  /** Recomputed while the run goes on, so that figures fill. */
  | { readonly type: 'analysis'; readonly analysis: Analysis }
  | { readonly type: 'note'; readonly message: string }
  /** The session is over, completely or not: no record follows, unless it is given more time for what it left out. */
  | { readonly type: 'end'; readonly facts: SessionFacts }
  /** Everything that a run measured: its last event, unless it is given more time; then a fuller one follows. */
  | { readonly type: 'result'; readonly file: ResultFile };

/** How the rounds of a section went. */
export interface SectionRounds {
  readonly id: string;
  readonly plannedRounds: number;
  readonly discardedRounds: number;
  /** More than a quarter of the rounds drifted: those past the quarter were kept. */
  readonly unsteady: boolean;
}
