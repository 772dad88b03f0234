import { compare } from '../../../bench/peers/compare.ts';
import type { Comparison } from '../../../bench/peers/comparison.ts';
import { peers } from '../../../bench/peers/peers.ts';
import { closeGpu, openGpu } from '../../gpu/open.ts';
import { nodePlatform } from '../../platform/node.ts';

export interface CompareRequest {
  readonly adapter: string | null;
  /** Null: by device class. */
  readonly timeBudgetMs: number | null;
  readonly programVersion: string;
  progress(text: string): void;
}

/** What people wait for. A few rounds of the slowest products on a software adapter can take longer. */
const TIME_BUDGET_MS = { hardware: 120_000, software: 150_000 } as const;

/** All peers and ours in this process, every one with a device of its own on the same adapter. */
export async function compareInNode(request: CompareRequest): Promise<Comparison> {
  const { adapter, timeBudgetMs, programVersion, progress } = request;
  const gpu = await openGpu(nodePlatform, adapter);
  offerGpu(adapter);
  try {
    return await compare({
      gpu,
      platform: nodePlatform,
      place: { runtime: 'node', wasmFolder: null },
      peers,
      timeBudgetMs: timeBudgetMs ?? TIME_BUDGET_MS[gpu.adapter.class],
      programVersion,
      progress,
    });
  } finally {
    closeGpu(gpu);
  }
}

/** Libraries look for `navigator.gpu` when they are imported: they get the very adapter that ours has. */
function offerGpu(wish: string | null): void {
  const gpu = {
    requestAdapter: () => nodePlatform.requestAdapter(wish),
    getPreferredCanvasFormat: () => 'bgra8unorm',
    wgslLanguageFeatures: new Set<string>(),
  };
  const value = { gpu, userAgent: `Node.js/${process.versions.node}`, platform: process.platform };
  Object.defineProperty(globalThis, 'navigator', { value, configurable: true, writable: true });
}
