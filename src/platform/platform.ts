/** The one seam between the engine and where it runs. */
export interface Platform {
  readonly runtime: { readonly name: string; readonly version: string; readonly platform: string };
  /** Dawn toggles that were set, where the runtime lets one set them. */
  readonly toggles: readonly string[];
  /** Milliseconds from an arbitrary origin, monotonic, the finest clock there is. */
  now(): number;
  /**
   * The adapter to measure on.
   * @throws AdapterError that says what is missing and the cure
   */
  requestAdapter(wanted: AdapterWish): Promise<GPUAdapter>;
  /** Language features of WGSL that shaders may use (`navigator.gpu.wgslLanguageFeatures`), once there is an adapter. */
  languageFeatures(): ReadonlySet<string>;
  /** Resolves when measuring makes sense: at once, or when a hidden tab is visible again. */
  whenVisible(): Promise<void>;
  /** Lets the event loop deliver messages between two long steps. */
  breathe(): Promise<void>;
}

/** `hardware` refuses software adapters, `software` wants one; text picks by a part of the name; null: best there is. */
export type AdapterWish = string | null;

export type AdapterObstacle = 'insecure-context' | 'no-webgpu' | 'no-adapter' | 'adapter-failed';

export class AdapterError extends Error {
  override readonly name = 'AdapterError';
  readonly obstacle: AdapterObstacle;

  constructor(obstacle: AdapterObstacle, message: string) {
    super(message);
    this.obstacle = obstacle;
  }
}
