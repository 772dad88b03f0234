import { signal } from '@preact/signals';
import type { ResultFile } from '../../core/record/result-file.ts';
import { resultText } from '../../store/result-store.ts';
import { gzipped } from '../runs/gzip.ts';
import { collectorUrl } from './collector-url.ts';
import { browserOutbox, type Letter, type Outbox } from './outbox.ts';

/** Everything that was ever sent from here, by hash. */
export const letters = signal<ReadonlyMap<string, Letter>>(new Map());

const outbox: Outbox = browserOutbox();

/** Where a send failed for want of a network and the browser does not say when there is one again. */
const RETRY_MS = 30_000;

/** Into the outbox, and out of it at once where the collector can be reached. */
export async function send(file: ResultFile): Promise<void> {
  const earlier = letters.peek().get(file.sha256);
  const token = earlier?.token ?? randomToken();
  const unsent = { refusal: null, link: null, isOwn: true, isDoubtful: false };
  await keep({ sha256: file.sha256, token, text: resultText(file), ...unsent });
  await deliver();
}

/** From the start of the page on: what waits goes when there is a network. */
export async function sendWaiting(): Promise<void> {
  const kept = await outbox.all().catch(() => []);
  letters.value = new Map(kept.map(letter => [letter.sha256, letter]));
  window.addEventListener('online', () => void deliver());
  setInterval(() => void deliver(), RETRY_MS);
  await deliver();
}

/** @throws Error where it was not deleted */
export async function takeBack({ sha256, token }: Letter): Promise<void> {
  const response = await fetch(`${collectorUrl()}/${sha256}`, {
    method: 'DELETE',
    headers: { Authorization: `Bearer ${token}` },
  });
  // One that is not there any more is deleted as well.
  if (!response.ok && response.status !== 404) throw new Error(await refusalIn(response));
  await outbox.remove(sha256).catch(() => {});
  const rest = new Map(letters.peek());
  rest.delete(sha256);
  letters.value = rest;
}

let delivering: Promise<void> = Promise.resolve();

/** One after the other, and never the same letter twice at once. */
function deliver(): Promise<void> {
  delivering = delivering.then(async () => {
    for (const letter of letters.peek().values()) if (letter.text !== null) await deliverOne(letter);
  });
  return delivering;
}

/** What the collector answers, as far as it is told here. */
interface Received {
  readonly link: string;
  readonly state: string;
  readonly deletionToken: string | null;
}

async function deliverOne(letter: Letter): Promise<void> {
  try {
    const response = await fetch(collectorUrl()!, {
      method: 'POST',
      headers: {
        'Content-Type': 'application/json',
        'Content-Encoding': 'gzip',
        'X-Deletion-Token': letter.token,
      },
      body: await gzipped(letter.text!),
    });
    if (response.ok) {
      const { link, state, deletionToken } = (await response.json()) as Received;
      const told = { isOwn: deletionToken !== null, isDoubtful: state === 'doubtful' };
      await keep({ ...letter, text: null, link: new URL(link, location.href).href, ...told });
    } else if (response.status < 500 && response.status !== 429 && response.status !== 408) {
      await keep({ ...letter, text: null, refusal: await refusalIn(response) });
    }
  } catch {
    // No network, or no collector: it waits.
  }
}

async function keep(letter: Letter): Promise<void> {
  letters.value = new Map([...letters.peek(), [letter.sha256, letter]]);
  // Where the browser has no database it is sent all the same, while the page is open.
  await outbox.put(letter).catch(() => {});
}

async function refusalIn(response: Response): Promise<string> {
  const body = (await response.json().catch(() => null)) as { message?: unknown } | null;
  return typeof body?.message === 'string' ? body.message : `the collector answered ${response.status}`;
}

function randomToken(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(32));
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replace(/=+$/, '');
}
