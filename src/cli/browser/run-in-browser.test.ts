import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { EXIT } from '../../core/errors.ts';
import type { RunEvent } from '../../core/event.ts';
import type { ResultFile, SessionFacts } from '../../core/record/result-file.ts';
import { AdapterError } from '../../platform/platform.ts';
import { sealFile } from '../../store/hash.ts';
import { resultText } from '../../store/result-store.ts';
import { sampleResultFile } from '../../store/testing/sample-result.ts';
import type { PostBackAnswer, PostBackKind } from '../../web/post-back/post-back-protocol.ts';
import { PROGRESS } from '../testing/fake-engine.ts';
import { type PageServer, servePage } from './page-server.ts';
import { follow, type Patience } from './run-in-browser.ts';

const PATIENCE: Patience = { opening: 600, silence: 600, standstill: 60_000, stopping: 600, ended: 100 };
const OPENED = { adapter: 'google swiftshader', class: 'software' };

let server: PageServer;
let stop: AbortController;
beforeEach(async () => {
  server = await servePage('/nowhere');
  stop = new AbortController();
});
afterEach(() => server.close());

async function post(kind: PostBackKind, body: unknown): Promise<PostBackAnswer> {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const url = `${server.origin}/post-back/${server.token}/${kind}`;
  return (await (await fetch(url, { method: 'POST', body: text })).json()) as PostBackAnswer;
}

const ASKED = { suiteId: 'quick', seed: 1, label: 'lab box 3' };

async function events({
  adapter = null as string | null,
  ended = null as string | null,
  patience = PATIENCE,
} = {}) {
  const seen: RunEvent[] = [];
  const request = { ...ASKED, adapter, signal: stop.signal };
  for await (const event of follow(server, { ended: () => ended }, request, patience)) seen.push(event);
  return seen;
}

/** What a page posts that was asked so and began just now. */
async function postedResult(session: Partial<SessionFacts> = {}): Promise<ResultFile> {
  const file = await sampleResultFile();
  const startedAt = new Date().toISOString();
  return sealFile({
    ...file,
    session: { ...file.session, startedAt, durationMs: 40, ...session },
    environment: { ...file.environment, label: ASKED.label },
  });
}

const progress = (more: object = {}) => ({ progress: PROGRESS, notes: [], paused: false, ...more });

describe('a run in a browser', () => {
  it('hands on notes, progress and the file of the page', async () => {
    const file = await postedResult();
    const following = events({ adapter: 'swift' });
    await post('opened', OPENED);
    await post('progress', progress({ notes: ['one round discarded'], paused: true }));
    await post('progress', progress({ paused: true }));
    await post('result', resultText(file));
    expect(await following).toEqual([
      { type: 'note', message: 'The browser measures on google swiftshader, software.' },
      { type: 'note', message: 'one round discarded' },
      { type: 'note', message: 'The tab is hidden: measuring waits until it is shown.' },
      { type: 'progress', progress: PROGRESS },
      { type: 'progress', progress: PROGRESS },
      { type: 'result', file },
    ]);
  });

  it('hands on a partial file, and lets the page measure on when that is kept', async () => {
    const file = await postedResult();
    const request = { ...ASKED, adapter: null, signal: stop.signal };
    const following = follow(server, { ended: () => null }, request, PATIENCE);
    let measuresOn = false;
    const posted = post('partial', resultText(file)).then(() => {
      measuresOn = true;
    });
    expect((await following.next()).value).toEqual({ type: 'partial', file });
    await new Promise(resolve => setTimeout(resolve, 20));
    expect(measuresOn).toBe(false);
    const next = following.next();
    await posted;
    await post('result', resultText(file));
    expect((await next).value).toEqual({ type: 'result', file });
  });

  it('refuses a result of another run, as who else has the token might post it', async () => {
    await post('opened', OPENED);
    await post('result', resultText(await postedResult({ suite: 'density' })));
    await expect(events()).rejects.toMatchObject({
      exitCode: EXIT.invalidFile,
      message: 'the result of the page, session.suite: expected "quick", as was asked for, found "density"',
    });
  });

  it('asks the page to stop after a Ctrl-C, and takes the partial result', async () => {
    const following = events();
    await post('opened', OPENED);
    stop.abort();
    await expect.poll(async () => (await post('progress', progress())).stop).toBe(true);
    await post('result', resultText(await postedResult()));
    expect((await following).at(-1)?.type).toBe('result');
  });

  it('gives up on a page that has nothing to give after a Ctrl-C', async () => {
    stop.abort();
    expect(await events()).toEqual([]);
  });

  it.each([
    [
      { ended: 'it ended with 1: no display' },
      'the browser closed before the page was open: it ended with 1',
    ],
    [{}, 'the browser did not open the page: nothing came from it'],
  ])('says so when the page never opens (%j)', async (options, message) => {
    await expect(events(options)).rejects.toMatchObject({
      exitCode: EXIT.internal,
      message: expect.stringContaining(message),
    });
  });

  it('says so when the page falls silent, or its browser ends', async () => {
    await post('opened', OPENED);
    await expect(events()).rejects.toThrow('the page stopped answering');
    await post('opened', OPENED);
    await expect(events({ ended: 'it ended with SIGKILL' })).rejects.toThrow(
      'the browser closed before the run was over: it ended with SIGKILL',
    );
  });

  it('stops a page that lives and measures nothing new, and takes what it has', async () => {
    const patience = { ...PATIENCE, standstill: 0 };
    await post('opened', OPENED);
    const following = events({ patience });
    await expect.poll(async () => (await post('progress', progress())).stop).toBe(true);
    await post('result', resultText(await postedResult()));
    const seen = await following;
    expect(seen.at(-1)?.type).toBe('result');
    expect(seen).toContainEqual({
      type: 'note',
      message: 'The page measures nothing any more, and is stopped.',
    });
  });

  it('gives up on a page that measures nothing and does not stop', async () => {
    const patience = { ...PATIENCE, standstill: 0, stopping: 0 };
    await post('opened', OPENED);
    await expect(events({ patience })).rejects.toMatchObject({
      exitCode: EXIT.deviceLost,
      message: 'the run in the browser stands still, and does not stop',
    });
  });

  it('has no adapter where the browser has none, or another than asked for', async () => {
    await post('opened', OPENED);
    await expect(events({ adapter: 'hardware' })).rejects.toThrow(AdapterError);
    await post('failed', { message: 'This browser has no navigator.gpu.', cause: 'no-webgpu' });
    await expect(events()).rejects.toThrow(AdapterError);
  });

  it.each([
    ['failed', { message: 'out of memory', cause: null }, 'the run in the browser failed: out of memory'],
    ['progress', '{', 'the page posted something else than "progress" should be'],
    ['result', '{', 'the result of the page, line 1, column 2: not JSON'],
  ] as const)('refuses what it cannot use: %s', async (kind, body, message) => {
    await post(kind, body);
    await expect(events()).rejects.toThrow(message);
  });
});
