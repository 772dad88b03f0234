import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { validationTools } from '../../app/integrity.ts';
import { certificateIn } from '../../collector/certificate/certificate.ts';
import { type Collector, openCollector } from '../../collector/collector.ts';
import { readPage } from '../../collector/page/page-files.ts';
import { examineBy } from '../../collector/runs/examine.ts';
import { writeDurably } from '../../collector/stores/folder/durable.ts';
import { openFolderStore } from '../../collector/stores/folder/folder-store.ts';
import type { RunStore } from '../../collector/stores/run-store.ts';
import type { ResultFile } from '../../core/record/result-file.ts';
import { judgedToday } from '../../store/judged-today.ts';
import { launchChromium } from '../../testing/chromium.ts';
import { openFold, openPage } from '../testing/open-page.ts';
import { asUpload, sealedResultFile } from '../testing/result-file.ts';

let browser: Browser;
let folder: string;
let store: RunStore;
let collector: Collector;
let url: string;

beforeAll(async () => {
  browser = await launchChromium();
  folder = await mkdtemp(join(tmpdir(), 'ridgepoint-send-'));
  // A made-up run could not have happened; whether one could is not what is tried here.
  const examine = examineBy(validationTools, async () => []);
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

async function openRun(file: ResultFile): Promise<{ page: Page; complaints: readonly string[] }> {
  const opened = await openPage(browser, `${url}#findings`, { ignoreHTTPSErrors: true });
  await opened.page.getByLabel('Open a result file').setInputFiles(asUpload(file));
  await opened.page.getByText('follows from its samples').waitFor();
  await openFold(opened.page, /^Share$/);
  return opened;
}

const sendButton = { name: 'Send to the collector' };

describe('sending a run', () => {
  it('keeps it in the collector, shows it to whoever opens the link, and deletes it with its token', async () => {
    const file = await sealedResultFile({ seed: 5 });
    const { page, complaints } = await openRun(file);
    expect(await page.evaluate(() => crossOriginIsolated)).toBe(true);
    await page.getByRole('button', sendButton).click();
    const link = page.locator('.send a');
    await link.waitFor();
    expect(await store.get(file.sha256)).toMatchObject({ facts: { state: 'sound' } });

    const other = await openPage(browser, (await link.getAttribute('href'))!, { ignoreHTTPSErrors: true });
    await other.page.getByText('follows from its samples').waitFor();

    await page.getByRole('button', { name: 'Delete from the collector' }).click();
    await page.getByRole('button', sendButton).waitFor();
    expect(await store.get(file.sha256)).toBeNull();
    expect([...complaints, ...other.complaints]).toEqual([]);
  });

  it('waits without a network, and goes when there is one', async () => {
    const file = await sealedResultFile({ seed: 6 });
    const { page } = await openRun(file);
    await page.context().setOffline(true);
    await page.getByRole('button', sendButton).click();
    await page.getByText('Waiting for the collector').waitFor();
    expect(await store.get(file.sha256)).toBeNull();
    await page.context().setOffline(false);
    await page.locator('.send a').waitFor();
    expect(await store.get(file.sha256)).not.toBeNull();
  });

  it('is not offered by a page that no collector served', async () => {
    const { page } = await openPage(browser, `${inject('pageUrl')}#findings`);
    await page.getByLabel('Open a result file').setInputFiles(asUpload(await sealedResultFile()));
    await openFold(page, /^Share$/);
    await page.getByRole('button', { name: 'Copy link' }).waitFor();
    expect(await page.getByRole('button', sendButton).count()).toBe(0);
  });
});
