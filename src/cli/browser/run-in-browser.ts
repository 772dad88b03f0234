import { rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { suites } from '../../app/suites.ts';
import { EXIT, UserError } from '../../core/errors.ts';
import type { RunEvent } from '../../core/event.ts';
import { type BrowserProcess, startBrowser } from '../../platform/browser-process.ts';
import { bundleFolder, checkoutFolder } from '../../platform/installation.ts';
import { AdapterError } from '../../platform/platform.ts';
import { makeTemporary } from '../../platform/scratch.ts';
import { buildWithVite } from '../../platform/vite-build.ts';
import { postBackAddress } from '../../web/run-address.ts';
import type { BrowserRequest } from '../engine.ts';
import { findBrowser } from './find-browser.ts';
import { type PageServer, servePage } from './page-server.ts';
import { type AskedResult, readPostedResult } from './posted-result.ts';
import { readFailed, readOpened, readProgress } from './posts.ts';

/** How long is waited for each, in ms. */
export interface Patience {
  /** For the page to come up and find its adapter. */
  readonly opening: number;
  /** For the next sign of life of an open page. */
  readonly silence: number;
  /** For progress of a page that is open, shown and says nothing new. */
  readonly standstill: number;
  /** For the partial result after a Ctrl-C, or when the run stands still. */
  readonly stopping: number;
  /** For posts on their way when the browser has ended. */
  readonly ended: number;
}

const PATIENCE: Patience = {
  opening: 90_000,
  silence: 180_000,
  // Longer than a page waits for its GPU, or for a worker that does not stop.
  standstill: 600_000,
  stopping: 75_000,
  ended: 10_000,
};
const LOOK_MS = 250;

/**
 * Opens the page in a browser, which measures there and posts its own result file back: the same events as a run in
 * this process. Ends without a result where the run was stopped before the page had one.
 * @throws AdapterError, UserError
 */
export async function* runInBrowser(
  request: BrowserRequest,
  patience: Patience = PATIENCE,
): AsyncGenerator<RunEvent> {
  const program = findBrowser(request.browser, [...suites.keys()]);
  const scratch = makeTemporary('page');
  let server: PageServer | null = null;
  let browser: BrowserProcess | null = null;
  try {
    server = await servePage(await pageFolder(scratch));
    const choice = { ...request, kernels: request.kernelsGlob };
    const url = `${server.origin}/${postBackAddress(choice, server.token)}`;
    yield note(`Opening ${server.origin} in ${basename(program.executablePath)}.`);
    browser = await startBrowser(program, url, request.adapter === 'software');
    yield* follow(server, browser, request, patience);
  } finally {
    await browser?.stop();
    await server?.close();
    await rm(scratch, { recursive: true, force: true });
  }
}

/** A bundle has the page; a checkout builds it, so that page and program are of one source. */
async function pageFolder(scratch: string): Promise<string> {
  const bundle = bundleFolder();
  if (bundle !== null) return join(bundle, 'page');
  const checkout = checkoutFolder();
  if (checkout === null) throw new UserError('there is no page here to open in a browser', EXIT.usage);
  await buildWithVite(checkout, 'page', scratch);
  return scratch;
}

/**
 * Hands on what the page posts until it is over, and notices when nothing more will come.
 * @throws AdapterError, UserError; InvalidFileError for a result of another run, or one that disagrees with itself
 */
export async function* follow(
  server: PageServer,
  browser: Pick<BrowserProcess, 'ended'>,
  request: AskedResult & Pick<BrowserRequest, 'signal' | 'adapter'>,
  patience: Patience,
): AsyncGenerator<RunEvent> {
  const { signal, adapter } = request;
  const fromMs = Date.now();
  let opened = false;
  let paused = false;
  let heardAtMs = performance.now();
  let stoppedAtMs: number | null = null;
  let newsAtMs = heardAtMs;
  let latest = '';
  for (;;) {
    const standsStill = opened && performance.now() - newsAtMs > patience.standstill;
    if ((signal.aborted || standsStill) && stoppedAtMs === null) {
      if (!signal.aborted) yield note('The page measures nothing any more, and is stopped.');
      server.askToStop();
      stoppedAtMs = performance.now();
    }
    const post = await server.next(LOOK_MS);
    const nowMs = performance.now();
    if (post === null) {
      if (stoppedAtMs !== null && nowMs - stoppedAtMs > patience.stopping) {
        if (signal.aborted) return;
        throw new UserError('the run in the browser stands still, and does not stop', EXIT.deviceLost);
      }
      requireLife(browser, { opened, silentMs: nowMs - heardAtMs, patience });
      continue;
    }
    heardAtMs = nowMs;
    if (post.kind === 'result' || post.kind === 'partial') {
      const file = await readPostedResult(post.body, request, { fromMs, toMs: Date.now() });
      yield { type: post.kind, file };
      if (post.kind === 'result') return;
      continue;
    }
    if (post.kind === 'failed') throw failureOf(post.body);
    if (post.kind === 'opened') {
      opened = true;
      const found = readOpened(post.body);
      yield note(`The browser measures on ${found.adapter}, ${found.class}.`);
      requireAdapter(adapter, found);
      continue;
    }
    const { progress, notes, paused: pausedNow } = readProgress(post.body);
    const news = JSON.stringify(progress);
    if (news !== latest || notes.length > 0 || pausedNow) newsAtMs = nowMs;
    latest = news;
    for (const message of notes) yield note(message);
    if (pausedNow && !paused) yield note('The tab is hidden: measuring waits until it is shown.');
    paused = pausedNow;
    if (progress !== null) yield { type: 'progress', progress };
  }
}

/** @throws UserError where the page will not post any more */
function requireLife(
  browser: Pick<BrowserProcess, 'ended'>,
  { opened, silentMs, patience }: { opened: boolean; silentMs: number; patience: Patience },
): void {
  const end = browser.ended();
  if (end !== null && silentMs > patience.ended) {
    const when = opened ? 'before the run was over' : 'before the page was open';
    throw new UserError(`the browser closed ${when}: ${end}`, EXIT.internal);
  }
  const limitMs = opened ? patience.silence : patience.opening;
  if (silentMs <= limitMs) return;
  const what = opened ? 'the page stopped answering' : 'the browser did not open the page';
  throw new UserError(`${what}: nothing came from it for ${Math.round(limitMs / 1000)} s`, EXIT.internal);
}

function failureOf(body: string): Error {
  const { message, cause } = readFailed(body);
  return cause === null
    ? new UserError(`the run in the browser failed: ${message}`, EXIT.internal)
    : new AdapterError(cause, `the browser has no adapter: ${message}`);
}

/** A browser chooses its adapter itself; what was asked for can only be compared. @throws AdapterError */
function requireAdapter(wish: string | null, found: { adapter: string; class: string }): void {
  const fits =
    wish === null || wish === found.class || found.adapter.toLowerCase().includes(wish.toLowerCase());
  if (fits) return;
  throw new AdapterError(
    'no-adapter',
    `the browser chose ${found.adapter}, ${found.class}, where --adapter ${wish} was asked for; the choice is the browser's own.`,
  );
}

function note(message: string): RunEvent {
  return { type: 'note', message };
}
