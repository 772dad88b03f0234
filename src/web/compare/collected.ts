import { signal } from '@preact/signals';
import { messageOf } from '../../core/errors.ts';
import { type IndexedRun, readRuns } from '../../corpus/read-tables.ts';
import { collectorUrl } from '../send/collector-url.ts';

/** What the collector that served this page keeps, but for doubtful runs that its owner has not approved. */
export type Collected =
  | { readonly status: 'none' }
  | { readonly status: 'loading' }
  | { readonly status: 'failed'; readonly message: string }
  | { readonly status: 'ready'; readonly runs: readonly IndexedRun[] };

export const collected = signal<Collected>({ status: 'none' });

/** Asks anew, since runs arrive while the page is open; what was there stays until the answer comes. Never rejects. */
export async function loadCollected(): Promise<void> {
  const url = collectorUrl();
  if (url === null) return;
  if (collected.value.status !== 'ready') collected.value = { status: 'loading' };
  try {
    const response = await fetch(new URL('export.parquet', url), { cache: 'no-cache' });
    if (!response.ok) throw new Error(`the collector answered ${response.status}`);
    const table = await response.arrayBuffer();
    const slice = async (start: number, end?: number) => table.slice(start, end);
    const runs = await readRuns({ byteLength: table.byteLength, slice });
    collected.value = { status: 'ready', runs };
  } catch (error) {
    collected.value = { status: 'failed', message: messageOf(error) };
  }
}

/** The text of a collected result file. @throws Error where it cannot be fetched */
export async function collectedText(sha256: string): Promise<string> {
  const response = await fetch(`${collectorUrl()}/${sha256}`);
  if (!response.ok) throw new Error(`the run ${sha256.slice(0, 8)} could not be fetched: ${response.status}`);
  return response.text();
}
