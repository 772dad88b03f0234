import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { freePort, startCollector } from './collector-process.ts';
import { killDrill } from './kill-drill.ts';
import { smallRuns } from './small-runs.ts';

/** `npm run bench:collect` sends 1,000 runs, three times. */
const isFull = process.env.RIDGEPOINT_COLLECT === 'full';
const RUNS = isFull ? 1000 : 50;
const TIMES = isFull ? 3 : 1;

for (let time = 1; time <= TIMES; time++) {
  it(`loses, halves and doubles none of ${RUNS} runs while the collector is killed (${time})`, {
    timeout: 1_200_000,
  }, async () => {
    const folder = await mkdtemp(join(tmpdir(), 'ridgepoint-collect-'));
    try {
      const port = await freePort();
      const report = await killDrill({
        runs: await smallRuns(RUNS),
        senders: 16,
        starts: [() => startCollector(port, ['--folder', folder])],
      });
      expect(report).toEqual({
        acknowledged: RUNS,
        kills: expect.any(Number),
        missing: [],
        invalid: [],
        listed: RUNS,
        duplicates: 0,
        wrongTokens: 0,
      });
      expect(report.kills).toBeGreaterThan(0);
      if (isFull) console.log(`${RUNS} runs acknowledged over ${report.kills} kills, none lost`);
      const names = await readdir(join(folder, 'runs'));
      expect(names.filter(name => /\.tmp$|rejected/.test(name))).toEqual([]);
      expect(names.filter(name => name.endsWith('.json')).length).toBe(RUNS);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });
}
