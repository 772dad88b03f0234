import { signal } from '@preact/signals';
import type { AsyncBuffer } from 'hyparquet';
import { messageOf } from '../../core/errors.ts';
import { parseManifest } from '../../corpus/manifest.ts';
import { rangeFile } from '../../corpus/range-file.ts';
import { type IndexedRun, type RunCase, readCases, readRuns } from '../../corpus/read-tables.ts';

/** The published runs beside this page. `none`: it is served without any. */
export type Corpus =
  | { readonly status: 'loading' }
  | { readonly status: 'none' }
  | { readonly status: 'failed'; readonly message: string }
  | {
      readonly status: 'ready';
      readonly runs: readonly IndexedRun[];
      /** Ids of the kernels that its records have. */
      readonly kernels: readonly string[];
      readonly records: AsyncBuffer;
    };

export const corpus = signal<Corpus>({ status: 'loading' });

/** Beside the page, under whatever path it is served. */
function addressOf(name: string): string {
  return new URL(`corpus/${name}`, document.baseURI).href;
}

let loading: Promise<void> | null = null;

/** Once a visit. Never rejects: see `corpus`. */
export function loadCorpus(): Promise<void> {
  loading ??= load();
  return loading;
}

async function load(): Promise<void> {
  try {
    // Its name stays while its content changes.
    const response = await fetch(addressOf('index.json'), { cache: 'no-cache' });
    // Some servers answer what is missing with a page.
    if (!response.ok || !response.headers.get('content-type')?.includes('json')) {
      corpus.value = { status: 'none' };
      return;
    }
    const { runs, records, kernels } = parseManifest(await response.json());
    corpus.value = {
      status: 'ready',
      runs: await readRuns(rangeFile(addressOf(runs.name), runs.byteLength)),
      kernels,
      records: rangeFile(addressOf(records.name), records.byteLength),
    };
  } catch (error) {
    corpus.value = { status: 'failed', message: messageOf(error) };
  }
}

/** Cases of one kernel over all published runs. @throws Error where they cannot be fetched */
export async function casesOf(kernelId: string): Promise<readonly RunCase[]> {
  return corpus.value.status === 'ready' ? readCases(corpus.value.records, kernelId) : [];
}

/** The text of a published result file. @throws Error where it cannot be fetched */
export async function publishedText(sha256: string): Promise<string> {
  const response = await fetch(addressOf(`${sha256}.json`));
  if (!response.ok) throw new Error(`the run ${sha256.slice(0, 8)} could not be fetched: ${response.status}`);
  return response.text();
}
