import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type CollectorProcess, freePort, startCollector } from './collector-process.ts';
import { type MutatedUpload, mutated } from './mutations.ts';
import { isValidRun, smallRuns } from './small-runs.ts';

/** `npm run bench:collect` sends 100,000; the other variable sets any number. */
const { RIDGEPOINT_COLLECT, RIDGEPOINT_COLLECT_UPLOADS } = process.env;
const UPLOADS = Number(RIDGEPOINT_COLLECT_UPLOADS ?? (RIDGEPOINT_COLLECT === 'full' ? 100_000 : 500));
const SENDERS = 8;
const MAX_MEMORY_BYTES = 300e6;

let folder: string;
let collector: CollectorProcess;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ridgepoint-mutated-'));
  collector = await startCollector(await freePort(), ['--folder', folder]);
}, 60_000);

afterAll(async () => {
  await collector?.kill('SIGTERM');
  await rm(folder, { recursive: true, force: true });
});

it(`${UPLOADS} mutated uploads neither end nor bloat the collector, and none is taken that is not valid`, {
  timeout: 7_200_000,
}, async () => {
  const [run] = await smallRuns(1);
  const int = seeded(20_260_101);
  const statuses = new Map<number, number>();
  const wronglyTaken: string[] = [];
  let peakBytes = 0;
  let left = UPLOADS;
  const sender = async () => {
    while (left-- > 0) {
      const upload = mutated(run!.text, int);
      const status = await post(collector.url, upload);
      statuses.set(status, (statuses.get(status) ?? 0) + 1);
      if (status < 300 && !(await isValidRun(textOf(upload))))
        wronglyTaken.push(textOf(upload).slice(0, 200));
      if (left % 50 === 0) peakBytes = Math.max(peakBytes, collector.memoryBytes());
    }
  };
  await Promise.all(Array.from({ length: SENDERS }, sender));
  if (UPLOADS > 500) console.log(`${UPLOADS} uploads, at most ${Math.round(peakBytes / 1e6)} MB`, statuses);
  expect(wronglyTaken).toEqual([]);
  expect(collector.isRunning()).toBe(true);
  expect(collector.errors()).not.toContain('fault:');
  expect([...statuses.keys()].filter(status => ![200, 201, 400, 413, 415, 422].includes(status))).toEqual([]);
  expect(statuses.get(422)).toBeGreaterThan(UPLOADS / 2);
  expect(peakBytes).toBeLessThan(MAX_MEMORY_BYTES);
  expect(
    await post(collector.url, {
      headers: { 'Content-Type': 'application/json' },
      body: Buffer.from(run!.text),
    }),
  ).toBeLessThan(300);
});

async function post(url: string, { headers, body }: MutatedUpload): Promise<number> {
  const response = await fetch(`${url}/api/runs`, { method: 'POST', headers, body: new Uint8Array(body) });
  await response.arrayBuffer();
  return response.status;
}

function textOf({ headers, body }: MutatedUpload): string {
  return (headers['Content-Encoding'] === 'gzip' ? gunzipSync(body) : body).toString('utf8');
}

/** A small generator (mulberry32): the same uploads every time. */
function seeded(seed: number): (below: number) => number {
  let state = seed;
  return below => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) % below;
  };
}
