import type { KeptFacts } from '../kept-run.ts';
import { type RunStore, StoreError } from '../run-store.ts';

export interface MemoryStore extends RunStore {
  /** Throws in place of every write while it is set. */
  fault: StoreError['kind'] | null;
}

/** As the browser's, without a browser. */
export function memoryStore(): MemoryStore {
  const kept = new Map<string, { facts: KeptFacts; packed: Uint8Array<ArrayBuffer> }>();
  const store: MemoryStore = {
    fault: null,
    list: async () => [...kept].map(([sha256, { facts }]) => ({ sha256, facts })),
    read: async sha256 => kept.get(sha256)?.packed ?? null,
    write: async (sha256, facts, packed, earlier) => {
      if (store.fault !== null) throw new StoreError(store.fault, 'the disk is full');
      if (earlier !== null) kept.delete(earlier);
      kept.set(sha256, { facts, packed });
    },
    remove: async sha256 => void kept.delete(sha256),
  };
  return store;
}
