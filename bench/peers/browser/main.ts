import { openGpu } from '../../../src/gpu/open.ts';
import { browserPlatform, createVisibilityGate } from '../../../src/platform/browser.ts';
import { compare } from '../compare.ts';
import type { Comparison } from '../comparison.ts';
import { peers } from '../peers.ts';

/** What the program asks of the page, all of it plain data. */
export interface PageRequest {
  readonly adapter: string | null;
  readonly timeBudgetMs: number;
  readonly programVersion: string;
  readonly wasmFolder: string;
}

declare global {
  /** Called by the program through the browser's debugging protocol. */
  var comparePeers: ((request: PageRequest) => Promise<Comparison>) | undefined;
  /** Given by the program. */
  var peersProgress: ((text: string) => void) | undefined;
}

globalThis.comparePeers = async ({ adapter, timeBudgetMs, programVersion, wasmFolder }) => {
  const platform = browserPlatform(createVisibilityGate());
  const gpu = await openGpu(platform, adapter);
  return compare({
    gpu,
    platform,
    place: { runtime: 'browser', wasmFolder },
    peers,
    timeBudgetMs,
    programVersion,
    progress: text => globalThis.peersProgress?.(text),
  });
};
