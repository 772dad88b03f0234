import { batch, type ReadonlySignal, signal } from '@preact/signals';
import { messageOf } from '../../core/errors.ts';
import type { ResultFile } from '../../core/record/result-file.ts';
import { MAX_TEXT_LENGTH } from '../../store/parse.ts';
import { resultText } from '../../store/result-store.ts';
import { gunzipped, gzipped } from './gzip.ts';
import { factsOf, type KeptRun } from './kept-run.ts';
import { browserStore, type RunStore, StoreError } from './run-store.ts';

/** Why a run is not kept, or the list not there. */
export interface Trouble {
  readonly kind: StoreError['kind'];
  readonly message: string;
  /** What was to be kept, and can be tried again; null where only the list was asked for. */
  readonly wanted: Wanted | null;
}

interface Wanted {
  readonly file: ResultFile;
  /** SHA-256 of an earlier state of the same run, which it replaces. */
  readonly earlier: string | null;
}

/** The runs that are kept here, as the page knows them, and what it can do with them. */
export interface Shelf {
  /** Newest first; null until they were asked for. */
  readonly runs: ReadonlySignal<readonly KeptRun[] | null>;
  readonly trouble: ReadonlySignal<Trouble | null>;
  /** The run that was deleted last, until the page is left. */
  readonly removed: ReadonlySignal<KeptRun | null>;
  /** Never rejects: see `trouble`. */
  refresh(): Promise<void>;
  /** Never rejects: see `trouble`. @returns whether it is kept */
  keep(wanted: Wanted): Promise<boolean>;
  /** The text of a kept result file. @throws Error where there is none that can be read */
  textOf(sha256: string): Promise<string>;
  remove(run: KeptRun): Promise<void>;
  /** Takes the last removal back. */
  undo(): Promise<void>;
}

/** @param askToPersist asks the browser not to clear what it keeps; called when the first run of this page is kept */
export function createShelf(store: RunStore, askToPersist: () => void): Shelf {
  const runs = signal<readonly KeptRun[] | null>(null);
  const trouble = signal<Trouble | null>(null);
  const removed = signal<KeptRun | null>(null);
  let removedBytes: Uint8Array<ArrayBuffer> | null = null;
  let hasAsked = false;

  /** What becomes of the list does not hide that a run is not kept. */
  const attempt = async (wanted: Wanted | null, act: () => Promise<void>): Promise<boolean> => {
    const tell = (next: Trouble | null) => {
      if (wanted !== null || !trouble.value?.wanted) trouble.value = next;
    };
    try {
      await act();
      tell(null);
      return true;
    } catch (error) {
      tell({ kind: error instanceof StoreError ? error.kind : 'failed', message: messageOf(error), wanted });
      return false;
    }
  };
  const newestFirst = async () => {
    const found = await store.list();
    return found.toSorted((a, b) => -startOf(a).localeCompare(startOf(b), 'en'));
  };
  const list = async () => {
    runs.value = await newestFirst();
  };
  return {
    runs,
    trouble,
    removed,
    refresh: async () => {
      if (!(await attempt(null, list))) runs.value ??= [];
    },
    keep: async wanted => {
      const { file, earlier } = wanted;
      const isKept = await attempt(wanted, async () => {
        // A file of someone else may state the hash of a run that is kept.
        if ((await store.list()).some(({ sha256, facts }) => sha256 === file.sha256 && facts !== null))
          return;
        const packed = await gzipped(resultText(file));
        await store.write(file.sha256, factsOf(file, packed.byteLength), packed, earlier);
        if (!hasAsked) askToPersist();
        hasAsked = true;
      });
      await attempt(null, list);
      return isKept;
    },
    textOf: async sha256 => {
      const packed = await store.read(sha256);
      if (packed === null) throw new Error('it is no longer kept in this browser');
      return gunzipped(packed, MAX_TEXT_LENGTH);
    },
    remove: async run => {
      removedBytes = await store.read(run.sha256);
      await store.remove(run.sha256);
      const left = await newestFirst();
      batch(() => {
        removed.value = removedBytes && run.facts ? run : null;
        runs.value = left;
      });
    },
    undo: async () => {
      const run = removed.value;
      if (!run?.facts || !removedBytes) return;
      await store.write(run.sha256, run.facts, removedBytes, null);
      removed.value = null;
      await list();
    },
  };
}

function startOf({ facts }: KeptRun): string {
  return facts?.startedAt ?? '';
}

/** Of this browser. */
export const shelf = createShelf(browserStore(), () => {
  // A browser may ask its user, who may take their time.
  void navigator.storage?.persist?.().catch(() => {});
});
