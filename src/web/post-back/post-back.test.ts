import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { syntheticResultFile } from '../../analysis/testing/result-file.ts';
import type { ResultFile } from '../../core/record/result-file.ts';
import type { EngineDescription } from '../engine/engine.ts';
import { failure, lastRun, notes, runState } from '../state.ts';
import { createFakeEngine } from '../testing/fake-engine.ts';
import { postBack } from './post-back.ts';

const SESSION = { start: vi.fn(), again: vi.fn(), longer: vi.fn(), stop: vi.fn(), keepPartials: vi.fn() };
let ready: EngineDescription;
let posts: { readonly kind: string; readonly body: string }[];

beforeEach(async () => {
  ready = await createFakeEngine('bandwidthBound').describe();
  posts = [];
  vi.stubGlobal('fetch', async (url: string, { body }: { body: string }) => {
    posts.push({ kind: url.split('/').at(-1)!, body });
    return new Response('{"stop":false}');
  });
});

afterEach(() => {
  vi.unstubAllGlobals();
  runState.value = 'idle';
  notes.value = [];
  failure.value = null;
  lastRun.value = null;
});

it('the command line hears the last notes before the result', async () => {
  postBack('token', ready, SESSION);
  notes.value = ['The GPU device was lost: hung'];
  lastRun.value = syntheticResultFile({ rounds: 2 });
  runState.value = 'failed';
  await vi.waitFor(() => expect(posts.map(({ kind }) => kind)).toEqual(['opened', 'progress', 'result']));
  expect(posts[1]!.body).toContain('The GPU device was lost: hung');
});

it('the command line hears why there is no result', async () => {
  postBack('token', ready, SESSION);
  failure.value = 'out of memory';
  runState.value = 'failed';
  await vi.waitFor(() => expect(posts.map(({ kind }) => kind)).toEqual(['opened', 'progress', 'failed']));
  expect(posts[2]!.body).toContain('out of memory');
});

it('the command line gets what was measured after each section, and then why the rest is missing', async () => {
  postBack('token', ready, SESSION);
  const file = syntheticResultFile({ rounds: 2 });
  const partial = { ...file, session: { ...file.session, ended: 'partial' as const } };
  const keep = SESSION.keepPartials.mock.lastCall![0] as (file: ResultFile) => Promise<void>;
  await keep(partial);
  lastRun.value = partial;
  failure.value = 'out of memory';
  runState.value = 'failed';
  await vi.waitFor(() => expect(posts.at(-1)?.kind).toBe('failed'));
  expect(posts.map(({ kind }) => kind)).toEqual(['opened', 'partial', 'progress', 'failed']);
  expect(JSON.parse(posts[1]!.body)).toEqual(partial);
});
