import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { freePort, startCollector } from './collector-process.ts';
import { killDrill } from './kill-drill.ts';
import { POSTGRES_OBSTACLE, startPostgres } from './postgres-server.ts';
import { smallRuns } from './small-runs.ts';

/** `npm run bench:collect` sends 1,000 runs, three times; RIDGEPOINT_COLLECT_RUNS sets any number. */
const isFull = process.env.RIDGEPOINT_COLLECT === 'full';
const RUNS = Number(process.env.RIDGEPOINT_COLLECT_RUNS ?? (isFull ? 1000 : 50));
const TIMES = isFull ? 3 : 1;

const nothingLost = {
  acknowledged: RUNS,
  kills: expect.any(Number),
  missing: [],
  invalid: [],
  listed: RUNS,
  duplicates: 0,
  wrongTokens: 0,
};

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
      expect(report).toEqual(nothingLost);
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

for (let time = 1; time <= TIMES; time++) {
  it(`the same with two collectors on one PostgreSQL, which is killed too (${time})`, {
    timeout: 1_200_000,
  }, async context => {
    if (!isFull) context.skip('takes minutes: npm run bench:collect');
    if (POSTGRES_OBSTACLE !== null) context.skip(POSTGRES_OBSTACLE);
    const folder = await mkdtemp(join(tmpdir(), 'ridgepoint-collect-'));
    const server = await startPostgres();
    try {
      const ports = [await freePort(), await freePort()];
      let databaseKills = 0;
      const report = await killDrill({
        runs: await smallRuns(RUNS),
        senders: 16,
        starts: ports.map(port => () => startCollector(port, ['--folder', folder, '--store', server.url])),
        disturb: async () => {
          databaseKills++;
          await server.killAndRestart();
        },
      });
      expect(report).toEqual(nothingLost);
      console.log(
        `${RUNS} runs acknowledged over ${report.kills} kills of collectors and ${databaseKills} of PostgreSQL, none lost`,
      );
      expect(report.kills).toBeGreaterThan(0);
      expect(databaseKills).toBeGreaterThan(0);
    } finally {
      await server.close();
      await rm(folder, { recursive: true, force: true });
    }
  });
}
