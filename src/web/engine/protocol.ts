import type { RunEvent } from '../../core/event.ts';
import type { EngineDescription, RunChoice } from './engine.ts';

/** Messages between the page and the measuring worker; everything in them survives structured cloning. */
export type ToWorker =
  /** Answered by one `description` of the same number. */
  | { readonly type: 'describe'; readonly asked: number }
  | { readonly type: 'start'; readonly choice: RunChoice }
  | { readonly type: 'stop' }
  /** The page has kept the partial file that it was sent. */
  | { readonly type: 'kept' }
  | { readonly type: 'pause' }
  | { readonly type: 'resume' };

export type ToPage =
  | { readonly type: 'description'; readonly asked: number; readonly description: EngineDescription }
  | RunEvent
  /** The run broke off: an error does not cross from the worker by itself. */
  | { readonly type: 'failed'; readonly message: string };
