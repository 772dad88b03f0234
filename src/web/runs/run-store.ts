import { type KeptFacts, type KeptRun, keptRun } from './kept-run.ts';

/** Where the page keeps runs: what the list says of each, and its result file, gzipped. */
export interface RunStore {
  list(): Promise<readonly KeptRun[]>;
  /** Null where it is not kept, or something else was found in its place. */
  read(sha256: string): Promise<Uint8Array<ArrayBuffer> | null>;
  /** Together with the removal of an earlier state of the same run, or not at all. */
  write(
    sha256: string,
    facts: KeptFacts,
    packed: Uint8Array<ArrayBuffer>,
    earlier: string | null,
  ): Promise<void>;
  remove(sha256: string): Promise<void>;
}

/** Why nothing was read or written. */
export class StoreError extends Error {
  /** `refused`: there is no database for this page, as in some private windows. */
  readonly kind: 'refused' | 'full' | 'failed';

  constructor(kind: StoreError['kind'], message: string) {
    super(message);
    this.kind = kind;
  }
}

const DATABASE = 'ridgepoint';
const VERSION = 1;
const FACTS = 'facts';
const PACKED = 'packed';

/** In the browser's own database. Each call opens it anew: one that stays open blocks other tabs and newer pages. */
export function browserStore(): RunStore {
  return {
    list: () =>
      transact('readonly', ({ facts }) => {
        const keys = facts.getAllKeys();
        const values = facts.getAll();
        return () => keys.result.flatMap((key, i) => keptRun(key, values.result[i]) ?? []);
      }),
    read: sha256 =>
      transact('readonly', ({ packed }) => {
        const found = packed.get(sha256);
        return () => (found.result instanceof Uint8Array ? new Uint8Array(found.result) : null);
      }),
    write: (sha256, facts, bytes, earlier) =>
      transact('readwrite', stores => {
        if (earlier !== null && earlier !== sha256) removeFrom(stores, earlier);
        stores.facts.put(facts, sha256);
        stores.packed.put(bytes, sha256);
        return () => {};
      }),
    remove: sha256 =>
      transact('readwrite', stores => {
        removeFrom(stores, sha256);
        return () => {};
      }),
  };
}

interface Stores {
  readonly facts: IDBObjectStore;
  readonly packed: IDBObjectStore;
}

function removeFrom({ facts, packed }: Stores, sha256: string): void {
  facts.delete(sha256);
  packed.delete(sha256);
}

/** @param begin makes its requests at once, and hands back what reads their results when all of them are done */
async function transact<T>(mode: IDBTransactionMode, begin: (stores: Stores) => () => T): Promise<T> {
  const database = await openDatabase();
  try {
    return await new Promise<T>((resolve, reject) => {
      const transaction = database.transaction([FACTS, PACKED], mode);
      const end = begin({ facts: transaction.objectStore(FACTS), packed: transaction.objectStore(PACKED) });
      transaction.oncomplete = () => resolve(end());
      transaction.onabort = () => reject(transaction.error);
    });
  } catch (error) {
    throw storeError(error, 'failed');
  } finally {
    database.close();
  }
}

async function openDatabase(): Promise<IDBDatabase> {
  try {
    if (typeof indexedDB === 'undefined') throw new Error('it has none');
    return await new Promise<IDBDatabase>((resolve, reject) => {
      const opening = indexedDB.open(DATABASE, VERSION);
      opening.onupgradeneeded = () => {
        opening.result.createObjectStore(FACTS);
        opening.result.createObjectStore(PACKED);
      };
      opening.onsuccess = () => resolve(opening.result);
      opening.onerror = () => reject(opening.error);
    });
  } catch (error) {
    throw storeError(error, 'refused');
  }
}

function storeError(error: unknown, otherwise: 'refused' | 'failed'): StoreError {
  const { name, message } = error instanceof Error ? error : new Error('the browser gave no reason');
  return new StoreError(name === 'QuotaExceededError' ? 'full' : otherwise, message);
}
