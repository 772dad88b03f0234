import type { RunFacts, RunState, StoredRun } from '../runs/run-facts.ts';

/** Which runs are listed. Runs are ordered by arrival, the newest first, and by hash where two came at once. */
export interface RunQuery {
  readonly suite?: string;
  readonly machine?: string;
  readonly state?: RunState;
  /** At most this many. */
  readonly limit: number;
  /** Those that come after this one, where the last list ended. */
  readonly after?: Cursor;
}

export interface Cursor {
  readonly receivedAt: string;
  readonly sha256: string;
}

/** `exists`: the very same content was there before, kept under the token of whoever sent it first. */
export type Added = 'added' | 'exists';

/** Where runs are kept. What has been answered is there after any crash. */
export interface RunStore {
  /** Resolves when nothing but the loss of the medium can lose it. */
  add(run: StoredRun): Promise<Added>;
  get(sha256: string): Promise<StoredRun | null>;
  list(query: RunQuery): Promise<readonly RunFacts[]>;
  /** False where there is none. */
  remove(sha256: string): Promise<boolean>;
  /** Doubtful becomes approved; false where no such run is doubtful. */
  approve(sha256: string): Promise<boolean>;
  count(): Promise<number>;
  /** Hash of the token that approves and deletes; the one given is kept where there is none yet. */
  ownerHash(ifNone: string): Promise<string>;
  /** @throws where it could not store anything now */
  requireReady(): Promise<void>;
  close(): Promise<void>;
}

/** The store, for now, cannot answer: the sender should try again. */
export class StoreUnavailableError extends Error {
  override readonly name = 'StoreUnavailableError';
}

/** Negative where `a` is listed before `b`. */
export function listOrder(a: Cursor, b: Cursor): number {
  if (a.receivedAt !== b.receivedAt) return a.receivedAt > b.receivedAt ? -1 : 1;
  return a.sha256 === b.sha256 ? 0 : a.sha256 > b.sha256 ? -1 : 1;
}

export function isWanted(facts: RunFacts, query: RunQuery): boolean {
  return (
    (query.suite === undefined || facts.suite === query.suite) &&
    (query.machine === undefined || facts.machine === query.machine) &&
    (query.state === undefined || facts.state === query.state) &&
    (query.after === undefined || listOrder(query.after, facts) < 0)
  );
}
