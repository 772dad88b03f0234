import { setTimeout as sleep } from 'node:timers/promises';
import { newToken } from '../runs/tokens.ts';
import type { CollectorProcess } from './collector-process.ts';
import { isValidRun, type SmallRun } from './small-runs.ts';

interface Drill {
  readonly runs: readonly SmallRun[];
  readonly senders: number;
  /** Starts one, or starts it again on the same address; there may be several behind one store. */
  readonly starts: readonly (() => Promise<CollectorProcess>)[];
  /** Kills something else, at the first kill and now and then after it, and has it back: the database. */
  readonly disturb?: () => Promise<void>;
}

export interface DrillReport {
  readonly acknowledged: number;
  readonly kills: number;
  readonly missing: readonly string[];
  readonly invalid: readonly string[];
  readonly listed: number;
  readonly duplicates: number;
  /** The token that was sent with each does not delete it. */
  readonly wrongTokens: number;
}

/** Senders send until each run is acknowledged, while the collectors are killed at random moments; then everything is read back. */
export async function killDrill({ runs, senders, starts, disturb }: Drill): Promise<DrillReport> {
  const live = await Promise.all(starts.map(start => start()));
  const waiting = [...runs];
  const tokens = new Map(runs.map(({ sha256 }) => [sha256, newToken()]));
  let acknowledged = 0;
  let wrongTokens = 0;
  let kills = 0;
  const isOver = () => acknowledged === runs.length;

  const sender = async (number: number) => {
    for (let run = waiting.shift(); run !== undefined; run = waiting.shift()) {
      for (let attempt = number; ; attempt++) {
        const answer = await send(live[attempt % live.length]!.url, run, tokens.get(run.sha256)!);
        if (answer === null) {
          await sleep(20);
          continue;
        }
        acknowledged++;
        if (answer.deletionToken !== tokens.get(run.sha256)) wrongTokens++;
        break;
      }
    }
  };
  const killer = async () => {
    while (!isOver()) {
      // One that is killed before it can answer anything shows nothing, and never comes to an end.
      const enough = Math.min(
        runs.length,
        acknowledged + 1 + Math.floor(Math.random() * Math.max(20, runs.length / 8)),
      );
      while (acknowledged < enough) await sleep(2);
      await sleep(Math.random() * 60);
      const which = Math.floor(Math.random() * live.length);
      await live[which]!.kill('SIGKILL');
      kills++;
      if (disturb && (kills === 1 || Math.random() < 0.3)) await disturb();
      live[which] = await starts[which]!();
    }
  };
  await Promise.all([killer(), ...Array.from({ length: senders }, (_, number) => sender(number))]);
  for (const [which, collector] of live.entries()) {
    await collector.kill('SIGKILL');
    live[which] = await starts[which]!();
  }
  const report = await readBack(live.at(-1)!.url, runs);
  await Promise.all(live.map(collector => collector.kill('SIGTERM')));
  return { acknowledged, kills, wrongTokens, ...report };
}

/** Null where nothing was acknowledged. */
async function send(
  url: string,
  { text }: SmallRun,
  token: string,
): Promise<{ deletionToken: string | null } | null> {
  try {
    const response = await fetch(`${url}/api/runs`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', 'X-Deletion-Token': token },
      body: text,
    });
    const body = (await response.json()) as { deletionToken: string | null };
    if (response.ok) return body;
    if (response.status < 500)
      throw new TypeError(`refused with ${response.status}: ${JSON.stringify(body)}`);
    return null;
  } catch (error) {
    if (error instanceof TypeError && error.message.startsWith('refused')) throw error;
    return null;
  }
}

async function readBack(url: string, runs: readonly SmallRun[]) {
  const listed = await listAll(url);
  const missing: string[] = [];
  const invalid: string[] = [];
  for (const { sha256, file } of runs) {
    const response = await fetch(`${url}/api/runs/${sha256}`);
    const text = await response.text();
    if (response.status !== 200) missing.push(sha256);
    else if (!(await isValidRun(text)) || JSON.parse(text).sha256 !== file.sha256) invalid.push(sha256);
  }
  return { missing, invalid, listed: listed.length, duplicates: listed.length - new Set(listed).size };
}

export async function listAll(url: string): Promise<readonly string[]> {
  const found: string[] = [];
  for (let after: string | null = ''; after !== null; ) {
    const query: string = after === '' ? '' : `&after=${encodeURIComponent(after)}`;
    const response = await fetch(`${url}/api/runs?limit=100${query}`);
    const body = (await response.json()) as { runs: { sha256: string }[]; next: string | null };
    found.push(...body.runs.map(({ sha256 }) => sha256));
    after = body.next;
  }
  return found;
}
