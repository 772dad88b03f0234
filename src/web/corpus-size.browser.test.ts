import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { cpus, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { type PreviewServer, preview } from 'vite';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { siteTables } from '../cli/corpus/index-folder.ts';
import { formatMemory } from '../core/units.ts';
import type { Manifest } from '../corpus/manifest.ts';
import { syntheticRows } from '../corpus/testing/rows.ts';
import { launchChromium } from '../testing/chromium.ts';

/** `npm run bench:corpus` asks for 100 and 10,000. */
const SIZES = (process.env.RIDGEPOINT_CORPUS_RUNS ?? '60').split(',').map(Number);

const repo = resolve(import.meta.dirname, '../..');

let browser: Browser;

beforeAll(async () => {
  browser = await launchChromium(['--js-flags=--expose-gc']);
});

afterAll(() => browser?.close());

interface Site {
  readonly url: string;
  readonly manifest: Manifest;
  close(): Promise<void>;
}

/** The built page beside an index of so many made-up runs. */
async function serveCorpus(runCount: number): Promise<Site> {
  const folder = await mkdtemp(join(tmpdir(), 'ridgepoint-corpus-'));
  await cp(inject('pageFolder'), folder, { recursive: true, filter: path => !path.endsWith('/corpus') });
  await mkdir(join(folder, 'corpus'));
  const { manifest, files } = siteTables(syntheticRows(runCount));
  for (const { name, bytes } of files) await writeFile(join(folder, 'corpus', name), bytes);
  await writeFile(join(folder, 'corpus', 'index.json'), JSON.stringify(manifest));
  const server: PreviewServer = await preview({
    root: join(repo, 'src/web'),
    configFile: join(repo, 'vite.config.ts'),
    mode: 'production',
    logLevel: 'warn',
    build: { outDir: folder },
    preview: { host: '127.0.0.1', port: 0 },
  });
  return {
    url: server.resolvedUrls!.local[0]!,
    manifest,
    close: async () => {
      await server.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** ms from the start of the visit to the first row of the list. */
async function firstTableMs(page: Page, url: string): Promise<number> {
  await page.addInitScript(() => {
    const look = () => {
      if (document.querySelector('[aria-label="List of machines"] tbody tr')) {
        requestAnimationFrame(() => Object.assign(window, { firstTableMs: performance.now() }));
      } else requestAnimationFrame(look);
    };
    look();
  });
  await page.goto(`${url}#compare?runs=-`);
  const handle = await page.waitForFunction(
    () => (window as unknown as { firstTableMs?: number }).firstTableMs,
  );
  return (await handle.jsonValue())!;
}

/** ms from typing into the filter to the frame that shows its machines. */
function filterMs(page: Page, text: string): Promise<number> {
  return page.evaluate(async wanted => {
    const input = document.querySelector<HTMLInputElement>('input[type="search"]')!;
    const frame = () => new Promise(requestAnimationFrame);
    await frame();
    const start = performance.now();
    input.value = wanted;
    input.dispatchEvent(new Event('input', { bubbles: true }));
    await frame();
    // The frame is drawn when the next task runs.
    await new Promise(done => setTimeout(done));
    return performance.now() - start;
  }, text);
}

/** Bytes of the heap of scripts, after collection. */
async function heapBytes(page: Page): Promise<number> {
  const session = await page.context().newCDPSession(page);
  await session.send('HeapProfiler.collectGarbage');
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  return usedSize;
}

/** Bytes that the page's process holds in memory, the browser's own code included; null where the system does not say. */
async function processBytes(): Promise<number | null> {
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  const sizes = await Promise.all(
    processInfo
      .filter(({ type }) => type === 'renderer')
      .map(async ({ id }) => {
        const status = await readFile(`/proc/${id}/status`, 'utf8').catch(() => '');
        return Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1] ?? 0) * 1024;
      }),
  );
  return Math.max(...sizes) || null;
}

describe('a corpus', () => {
  it.each(SIZES)(
    'of %i runs is listed and filtered',
    async runCount => {
      const started = performance.now();
      const site = await serveCorpus(runCount);
      const madeMs = performance.now() - started;
      const page = await browser.newPage();
      try {
        const listMs = await firstTableMs(page, site.url);
        const machines = await page.getByRole('status').filter({ hasText: 'machines' }).innerText();
        const filterTimes: number[] = [];
        for (const text of ['c', 'ca', 'card 1', 'card 11', '']) filterTimes.push(await filterMs(page, text));
        const kernelStart = performance.now();
        await page.getByLabel('One kernel on every machine').selectOption('spmv/csr-vector');
        await page
          .getByRole('region', { name: /^Machines and kernels/ })
          .first()
          .waitFor();
        const kernelMs = performance.now() - kernelStart;
        const { runs, records } = site.manifest;
        const memory = await processBytes();
        console.log(
          [
            `${runCount} runs (${machines}), ${records.rowCount} records`,
            `runs.parquet ${formatMemory(runs.byteLength)}, records.parquet ${formatMemory(records.byteLength)}`,
            `rows and tables made in ${(madeMs / 1000).toFixed(1)} s`,
            `first table ${listMs.toFixed(0)} ms`,
            `filter ${filterTimes.map(ms => ms.toFixed(0)).join(', ')} ms`,
            `one kernel on every machine ${kernelMs.toFixed(0)} ms`,
            `heap ${formatMemory(await heapBytes(page))}, process ${memory === null ? 'n/a' : formatMemory(memory)}`,
            `${cpus()[0]?.model}, ${cpus().length} processors, ${browser.version()}`,
          ].join('\n  '),
        );
        expect(machines).toMatch(/^[\d,]+ of [\d,]+ machines$/);
      } finally {
        await page.close();
        await site.close();
      }
    },
    400_000,
  );
});
