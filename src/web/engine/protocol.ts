import type { EngineDescription, EngineMessage, RunChoice } from './engine.ts';

/** Messages between the page and the measuring worker; everything in them survives structured cloning. */
export type ToWorker =
  /** Sent once when the worker starts; answered by one `description`. */
  | { readonly type: 'describe' }
  | { readonly type: 'start'; readonly choice: RunChoice }
  | { readonly type: 'stop' }
  | { readonly type: 'pause' }
  | { readonly type: 'resume' };

export type ToPage =
  | { readonly type: 'description'; readonly description: EngineDescription }
  | EngineMessage;
