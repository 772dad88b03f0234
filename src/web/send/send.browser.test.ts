import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { examineFile, validationTools } from '../../app/integrity.ts';
import { certificateIn } from '../../collector/certificate/certificate.ts';
import { type Collector, openCollector } from '../../collector/collector.ts';
import { readPage } from '../../collector/page/page-files.ts';
import { type Examine, examineBy } from '../../collector/runs/examine.ts';
import { writeDurably } from '../../collector/stores/folder/durable.ts';
import { openFolderStore } from '../../collector/stores/folder/folder-store.ts';
import type { RunStore } from '../../collector/stores/run-store.ts';
import { readRuns } from '../../corpus/read-tables.ts';
import { judgedToday } from '../../store/judged-today.ts';
import { launchChromium } from '../../testing/chromium.ts';
import { openFold, openPage } from '../testing/open-page.ts';

let browser: Browser;
let folder: string;
let store: RunStore;
let collector: Collector;
let url: string;
let doubts: readonly string[] = [];

beforeAll(async () => {
  browser = await launchChromium();
  folder = await mkdtemp(join(tmpdir(), 'ridgepoint-send-'));
  const examine: Examine = async text => {
    const examined = await examineBy(validationTools, examineFile)(text);
    return examined.isValid ? { ...examined, remarks: [...examined.remarks, ...doubts] } : examined;
  };
  store = await openFolderStore({ folder: join(folder, 'runs'), examine });
  const tls = await certificateIn(join(folder, 'private'), ['localhost', '127.0.0.1'], writeDurably);
  collector = await openCollector({
    store,
    examine,
    judge: file => judgedToday(file, validationTools),
    page: await readPage(inject('pageFolder')),
    host: '127.0.0.1',
    port: 0,
    tls,
    names: ['127.0.0.1'],
    publicUrl: null,
    allowedOrigins: [],
    trustedProxies: 0,
    programVersion: '0.1.0',
    log: () => {},
  });
  url = `https://127.0.0.1:${collector.port}/`;
});

afterAll(async () => {
  await Promise.all([browser?.close(), collector?.close()]);
  await rm(folder, { recursive: true, force: true });
});

/** Real runs on two adapters. */
const RUNS = [
  'swiftshader-driver-5-0-0/2026-11-23-quick-node-ae9b3052.json',
  'llvmpipe-mesa-25-0-7-2-bpo12-1-llvm-15-0-6-0-0-1/2026-11-23-quick-node-3a42971a.json',
].map(name => join(import.meta.dirname, '../../../results', name)) as [string, string];

async function openRun(path: string): Promise<{ page: Page; complaints: readonly string[] }> {
  const opened = await openPage(browser, `${url}#findings`, { ignoreHTTPSErrors: true });
  await opened.page.getByLabel('Open a result file').setInputFiles(path);
  await opened.page.getByText('follows from its samples').waitFor();
  await openFold(opened.page, /^Share$/);
  return opened;
}

const sendButton = { name: 'Send to the collector' };

function bufferOf(bytes: Uint8Array) {
  const content = Uint8Array.from(bytes).buffer;
  const slice = async (start: number, end?: number) => content.slice(start, end);
  return { byteLength: content.byteLength, slice };
}

describe('sending a run', () => {
  it('keeps runs of two machines, shows one to whoever opens its link, lists and compares them, and deletes them', async () => {
    const senders = [await openRun(RUNS[0]), await openRun(RUNS[1])];
    const addresses: string[] = [];
    for (const { page } of senders) {
      expect(await page.evaluate(() => crossOriginIsolated)).toBe(true);
      await page.getByRole('button', sendButton).click();
      addresses.push((await page.locator('.send a').getAttribute('href'))!);
    }
    const kept = await store.list({ limit: 10 });
    expect(kept.map(({ state }) => state)).toEqual(['sound', 'sound']);

    const other = await openPage(browser, addresses[0]!, { ignoreHTTPSErrors: true });
    await other.page.getByText('follows from its samples').waitFor();
    await other.page.getByRole('link', { name: 'Compare', exact: true }).first().click();
    await other.page.getByText('This collector has 2 runs.').waitFor();
    const machines = other.page.getByRole('region', { name: 'List of machines' });
    for (const name of [/SwiftShader/, /llvmpipe/]) {
      const choice = machines.getByRole('row', { name }).getByRole('checkbox');
      if (!(await choice.isChecked())) await choice.check();
    }
    const sides = other.page.getByRole('region', { name: /^Machines and kernels/ }).first();
    await sides.waitFor();
    const text = await sides.innerText();
    expect(text).toMatch(/SwiftShader/);
    expect(text).toMatch(/llvmpipe/);

    const table = await (await other.page.request.get(`${url}api/export.parquet`)).body();
    const rows = await readRuns(bufferOf(table));
    expect(new Set(rows.map(({ sha256 }) => sha256))).toEqual(new Set(kept.map(({ sha256 }) => sha256)));

    for (const { page } of senders) {
      await page.getByRole('button', { name: 'Delete from the collector' }).click();
      await page.getByRole('button', sendButton).waitFor();
    }
    expect(await store.count()).toBe(0);
    await other.page.getByRole('button', { name: 'Look again' }).click();
    await other.page.getByText('This collector has no run yet.').waitFor();
    expect(senders.flatMap(({ complaints }) => complaints)).toEqual([]);
  });

  it('waits without a network, and goes when there is one', async () => {
    const { page } = await openRun(RUNS[0]);
    await page.context().setOffline(true);
    await page.getByRole('button', sendButton).click();
    await page.getByText('Waiting for the collector').waitFor();
    expect(await store.count()).toBe(0);
    await page.context().setOffline(false);
    await page.locator('.send a').waitFor();
    expect(await store.count()).toBe(1);
    await page.getByRole('button', { name: 'Delete from the collector' }).click();
    await page.getByRole('button', sendButton).waitFor();
  });

  it('waits in the browser, and goes when the page is opened again', async () => {
    const { page } = await openRun(RUNS[0]);
    const context = page.context();
    await context.setOffline(true);
    await page.getByRole('button', sendButton).click();
    await page.getByText('Waiting for the collector').waitFor();
    await page.close();
    await context.setOffline(false);
    const next = await context.newPage();
    await next.goto(url);
    await expect.poll(() => store.count(), { timeout: 60_000 }).toBe(1);
    await context.close();
  });

  it('says where somebody else has sent the run before, and where the collector doubts it', async () => {
    doubts = ['it is too good'];
    for (const { sha256 } of await store.list({ limit: 10 })) await store.remove(sha256);
    const first = await openRun(RUNS[0]);
    await first.page.getByRole('button', sendButton).click();
    await first.page.getByText(/^Sent\. The collector finds it hard to believe/).waitFor();
    const second = await openRun(RUNS[0]);
    await second.page.getByRole('button', sendButton).click();
    await second.page.getByText('from somebody else').waitFor();
    expect(await second.page.locator('.send a').count()).toBe(1);
    expect(await second.page.getByRole('button', { name: 'Delete from the collector' }).count()).toBe(0);
  });

  it('is not offered by a page that no collector served', async () => {
    const { page } = await openPage(browser, `${inject('pageUrl')}#findings`);
    await page.getByLabel('Open a result file').setInputFiles(RUNS[0]);
    await openFold(page, /^Share$/);
    await page.getByRole('button', { name: 'Copy link' }).waitFor();
    expect(await page.getByRole('button', sendButton).count()).toBe(0);
  });
});
