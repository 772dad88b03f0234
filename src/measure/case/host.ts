/** What measuring needs of the place it runs in; every Platform has it. */
export interface Host {
  /** Milliseconds, monotonic. */
  now(): number;
  /** Resolves at once, or when a hidden page is visible again. */
  whenVisible(): Promise<void>;
  /** Lets the event loop deliver messages. */
  breathe(): Promise<void>;
}
