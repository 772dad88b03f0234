import { askAgain } from './ask-again.ts';
import { AdapterError, type AdapterWish, type Platform } from './platform.ts';

/** Holds measuring back while the page is hidden: its timers are throttled then, and the GPU clocks down. */
export interface VisibilityGate {
  pause(): void;
  resume(): void;
  readonly whenVisible: () => Promise<void>;
}

export function createVisibilityGate(): VisibilityGate {
  let waiting: { promise: Promise<void>; open: () => void } | null = null;
  return {
    pause: () => {
      if (waiting) return;
      let open = () => {};
      const promise = new Promise<void>(resolve => {
        open = resolve;
      });
      waiting = { promise, open };
    },
    resume: () => {
      waiting?.open();
      waiting = null;
    },
    whenVisible: () => waiting?.promise ?? Promise.resolve(),
  };
}

/** A page or worker of a browser. @param gate where a page tells a worker whether it is visible */
export function browserPlatform(gate: VisibilityGate): Platform {
  return {
    runtime: {
      name: 'browser',
      version: browserVersion(navigator.userAgent),
      platform: systemOf(navigator.userAgent),
    },
    toggles: [],
    now: () => performance.now(),
    requestAdapter,
    languageFeatures: () => navigator.gpu?.wgslLanguageFeatures ?? new Set(),
    whenVisible: gate.whenVisible,
    breathe,
  };
}

/** @throws AdapterError whose `problem` tells the causes apart: each has another cure */
async function requestAdapter(wish: AdapterWish): Promise<GPUAdapter> {
  if (!globalThis.isSecureContext) {
    throw new AdapterError('insecure-context', 'WebGPU exists on https:// pages and on localhost only.');
  }
  if (!navigator.gpu) throw new AdapterError('no-webgpu', 'This browser has no navigator.gpu.');
  const options: GPURequestAdapterOptions = {
    powerPreference: 'high-performance',
    ...(wish === 'software' ? { forceFallbackAdapter: true } : {}),
  };
  let adapter: GPUAdapter | null;
  try {
    adapter = await askAgain(() => navigator.gpu.requestAdapter(options));
  } catch (error) {
    throw new AdapterError('adapter-failed', error instanceof Error ? error.message : String(error));
  }
  if (!adapter) throw new AdapterError('no-adapter', 'The browser has WebGPU, and gives no adapter.');
  return adapter;
}

/** A message task, which a timer's 4 ms minimum would not allow. */
function breathe(): Promise<void> {
  return new Promise(resolve => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}

/** "Chrome 147", "Firefox 153", "Safari 26.1"; Chromium-based browsers carry Chrome's number too, so they come first. */
function browserVersion(userAgent: string): string {
  const names: readonly (readonly [string, RegExp])[] = [
    ['Edge', /Edg\/([\d.]+)/],
    ['Chrome', /Chrome\/([\d.]+)/],
    ['Firefox', /Firefox\/([\d.]+)/],
    ['Safari', /Version\/([\d.]+).*Safari/],
  ];
  for (const [name, pattern] of names) {
    const match = pattern.exec(userAgent);
    if (match) return `${name} ${match[1]}`;
  }
  return 'unknown';
}

/** What the user agent says of the system: "X11; Linux x86_64". */
function systemOf(userAgent: string): string {
  return /\(([^)]*)\)/.exec(userAgent)?.[1]?.slice(0, 100) ?? 'unknown';
}
