import type { RunEvent } from '../../core/event.ts';
import type { EngineDescription, RunChoice } from './engine.ts';
import type { MatrixReading } from './matrix-reading.ts';

/** Messages between the page and the measuring worker; everything in them survives structured cloning. */
export type ToWorker =
  /** Answered by one `description` of the same number. */
  | { readonly type: 'describe'; readonly asked: number }
  | { readonly type: 'start'; readonly choice: RunChoice }
  /** Answered by one `matrix` of the same id. */
  | { readonly type: 'read-matrix'; readonly id: number; readonly file: File }
  /** More time for the run that waits; without one nothing happens. */
  | { readonly type: 'longer'; readonly timeBudgetMs: number }
  | { readonly type: 'stop' }
  /** The page has kept the partial file that it was sent. */
  | { readonly type: 'kept' }
  | { readonly type: 'pause' }
  | { readonly type: 'resume' };

export type ToPage =
  | { readonly type: 'description'; readonly asked: number; readonly description: EngineDescription }
  | { readonly type: 'matrix'; readonly id: number; readonly reading: MatrixReading }
  | RunEvent
  /** The run whose result was sent last left out cases for time; its device is open, and `longer` goes on with it. */
  | { readonly type: 'waiting' }
  /** The run broke off: an error does not cross from the worker by itself. */
  | { readonly type: 'failed'; readonly message: string };
