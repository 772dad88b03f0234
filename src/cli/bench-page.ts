/** Real runs on a software adapter, of the page in Chromium by roles and names, and of the command line; with seconds and their limits. */

import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { suites } from '../app/suites.ts';
import { get } from '../catalog.ts';
import { formatWait, MS_PER_S } from '../core/units.ts';
import { checkoutFolder } from '../platform/installation.ts';
import { launchChromium } from '../testing/chromium.ts';
import { servePage } from './browser/page-server.ts';
import { commandTimes } from './command-times.ts';
import { type CountdownReading, type PageTimes, pageTimeLines, runTimeLines } from './page-times.ts';

const READING_MS = 250;
/** "· 1 min 35 s left"; what is said to screen readers has more in it. */
const LEFT = /^· ((?:\d+ min )?(?:\d+ s )?left)$/;
const LONGEST_RUN_MS = 20 * 60_000;
/** Of the command line: "llvmpipe" where there are several software adapters. */
const ADAPTER = process.env.RIDGEPOINT_BENCH_ADAPTER ?? 'software';

function built(part: 'page' | 'cli'): string {
  const folder = checkoutFolder();
  if (folder === null) throw new Error('it is built from its sources: run this in a checkout');
  execFileSync('npm', ['run', '-s', `build:${part}`], {
    cwd: folder,
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  return join(folder, 'dist', part);
}

/** @param suite what the address asks for; null: the page as a newcomer finds it */
async function benchPage(suite: string | null): Promise<readonly string[]> {
  const page = built('page');
  const server = await servePage(page);
  const browser = await launchChromium();
  try {
    const tab = await browser.newPage({ viewport: { width: 1280, height: 800 } });
    const times = await timesOf(tab, `${server.origin}/${suite === null ? '' : `?suite=${suite}`}`);
    const { lines, failures } = pageTimeLines(times);
    for (const line of lines) console.log(line);
    return failures;
  } finally {
    await browser.close();
    await server.close();
  }
}

async function timesOf(page: Page, url: string): Promise<PageTimes> {
  const openedMs = performance.now();
  await page.goto(url);
  const run = page.getByRole('button', { name: /^Run · about / });
  await run.waitFor();
  const interactiveMs = performance.now() - openedMs;
  const promised = await run.innerText();
  await run.click();
  const startedMs = performance.now();
  const readings = await readCountdown(page, startedMs);
  const takenMs = performance.now() - startedMs;
  await findAndDelete(page);
  return { interactiveMs, promised, takenMs, readings };
}

/** What the page says is left, until it has its answer. */
async function readCountdown(page: Page, startedMs: number): Promise<readonly CountdownReading[]> {
  const readings: CountdownReading[] = [];
  const strip = page.getByRole('region', { name: 'Run', exact: true });
  const again = strip.getByRole('button', { name: 'Run again' });
  while (!(await again.isVisible())) {
    const elapsedMs = performance.now() - startedMs;
    if (elapsedMs > LONGEST_RUN_MS) throw new Error('the run has not ended in 20 minutes');
    const left = strip.getByText(LEFT);
    const text = (await left.count()) > 0 ? await left.innerText().catch(() => null) : null;
    const said = text?.match(LEFT)?.[1];
    if (said !== undefined) readings.push({ elapsedMs, text: said });
    await page.waitForTimeout(READING_MS);
  }
  return readings;
}

/** The end of a newcomer's path: the answer is there after a reload, among the kept runs, and can be deleted. */
async function findAndDelete(page: Page): Promise<void> {
  await page.getByRole('heading', { level: 1 }).waitFor();
  const sentence = await page.getByRole('heading', { level: 1 }).innerText();
  await page.getByText('Kept in this browser').waitFor();
  await page.reload();
  await page.getByRole('heading', { level: 1, name: sentence }).waitFor();
  await page.getByRole('navigation', { name: 'Places' }).getByRole('link', { name: 'Measure' }).click();
  const kept = page.getByRole('region', { name: 'Kept runs' }).getByRole('listitem');
  await kept.waitFor();
  await page.getByRole('button', { name: /^Delete/ }).click();
  await page.getByRole('button', { name: 'Undo' }).waitFor();
  if ((await kept.count()) > 0) throw new Error('a run that was deleted is still listed');
  console.log(`Run, answer ("${sentence}"), reload, found again, deleted.`);
}

/** @param flags besides the adapter: `--browser` measures in the page that the command line opens */
async function benchCommand(suiteId: string, flags: readonly string[]): Promise<readonly string[]> {
  const words = [suiteId, '--adapter', ADAPTER, ...flags];
  const promised = formatWait(get(suites, suiteId, 'suite').expectedSeconds.software * MS_PER_S);
  console.log(`run ${words.join(' ')}`);
  const times = await commandTimes(join(built('cli'), 'main.js'), words, promised);
  const { lines, failures } = runTimeLines(times);
  for (const line of lines) console.log(line);
  return failures;
}

const DEFAULT_SUITE = 'quick';

/** Words of the command: a suite, and which of the three; all of them where none is named. */
const WAYS = ['page', 'cli', 'browser'] as const;
const [suiteId, ...named] = process.argv.slice(2);
const ways = WAYS.filter(way => named.length === 0 || named.includes(way));
const failures: string[] = [];
for (const way of ways) {
  if (way === 'page') failures.push(...(await benchPage(suiteId ?? null)));
  else
    failures.push(...(await benchCommand(suiteId ?? DEFAULT_SUITE, way === 'browser' ? ['--browser'] : [])));
}
if (failures.length > 0) process.exitCode = 1;
