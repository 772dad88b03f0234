import type { Progress } from '../../core/event.ts';
import type { AdapterObstacle } from '../../platform/platform.ts';

/**
 * What a page that was opened by the command line tells it, as POSTs to `post-back/<token>/<kind>` of its own server.
 * Every answer is a PostBackAnswer.
 */
export const POST_BACK_KINDS = ['opened', 'progress', 'partial', 'result', 'failed'] as const;
export type PostBackKind = (typeof POST_BACK_KINDS)[number];

/** Name of the token in the page's address. */
export const POST_BACK_PARAMETER = 'post-back';

/** Once, when the engine has answered. */
export interface OpenedPost {
  readonly adapter: string;
  readonly class: 'hardware' | 'software';
}

/** Every PROGRESS_PERIOD_MS while the page lives; the answer may ask it to stop. */
export interface ProgressPost {
  readonly progress: Progress | null;
  /** Since the last one. */
  readonly notes: readonly string[];
  /** The page is hidden, and measuring waits. */
  readonly paused: boolean;
}

/** Instead of a result. A result is posted as the text of its file, and so is a partial one after each section. */
export interface FailedPost {
  readonly message: string;
  /** Why there is no adapter; null where the run failed for another reason. */
  readonly cause: AdapterObstacle | null;
}

export interface PostBackAnswer {
  readonly stop: boolean;
}

export const PROGRESS_PERIOD_MS = 1000;
