import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import type { RunEvent } from '../core/event.ts';
import type { ResultFile } from '../core/record/result-file.ts';
import { sealFile } from '../store/hash.ts';
import { launchChromium } from '../testing/chromium.ts';
import { reachState } from './testing/open-page.ts';
import { asUpload, smallResultFile } from './testing/result-file.ts';
import { partialKept, scriptWorker } from './testing/scripted-worker.ts';

const url = inject('pageUrl');
let browser: Browser;
let file: ResultFile;

beforeAll(async () => {
  browser = await launchChromium();
  const made = await smallResultFile();
  file = await sealFile({ ...made, environment: { ...made.environment, label: 'lab box 3' } });
});

afterAll(() => browser?.close());

async function contextWith(
  events: readonly RunEvent[] = [{ type: 'result', file }],
): Promise<BrowserContext> {
  const context = await browser.newContext({ permissions: ['clipboard-read', 'clipboard-write'] });
  await scriptWorker(context, events);
  return context;
}

async function openAt(context: BrowserContext, address: string): Promise<Page> {
  const page = await context.newPage();
  await page.goto(`${url}${address}`);
  return page;
}

/** A run of the page, to its end. */
async function runOnce(page: Page, state = 'done'): Promise<void> {
  await page.getByRole('button', { name: /^Run/ }).first().click();
  await reachState(page, state);
}

const keptRuns = (page: Page) => page.getByRole('region', { name: 'Kept runs' });
const keptHere = (page: Page) => page.getByText('Kept in this browser, listed');
const keepButton = (page: Page) => page.getByRole('button', { name: 'Keep', exact: true });

describe('a run of the page', () => {
  it('is found again after a reload, opened, deleted, and back by Undo', async () => {
    const page = await openAt(await contextWith(), '#measure');
    await runOnce(page);
    await keptHere(page).waitFor();
    await page.reload();
    await page.getByText('follows from its samples').waitFor();

    await page.goto(`${url}#measure`);
    await page.reload();
    const row = keptRuns(page).getByRole('listitem');
    expect(await row.innerText()).toContain('lab box 3');
    await row.getByRole('button', { name: /^Open/ }).click();
    await page.getByText('follows from its samples').waitFor();
    expect(page.url()).toContain(`#findings?run=${file.sha256.slice(0, 16)}`);

    await page.getByRole('link', { name: 'Measure' }).first().click();
    await row.getByRole('button', { name: /^Delete/ }).click();
    const undo = page.getByRole('button', { name: 'Undo' });
    await undo.waitFor();
    expect(await row.count()).toBe(0);
    expect(await undo.evaluate(button => button === document.activeElement)).toBe(true);
    await undo.click();
    await row.waitFor();
    await row.getByRole('button', { name: /^Delete/ }).click();
    await undo.waitFor();
    await page.goto(`${url}#measure`);
    await page.reload();
    await page.getByRole('button', { name: /^Run/ }).first().waitFor();
    expect(await keptRuns(page).count()).toBe(0);
  });

  it('leaves what it measured up to its last section where the page is gone, and one entry where it ends', async () => {
    const session = { ...file.session, ended: 'partial' as const, lastSection: 'Ceilings' };
    const partial = await sealFile({ ...file, session });
    const broken = await contextWith([{ type: 'partial', file: partial }]);
    const left = await openAt(broken, '#measure');
    await runOnce(left, 'running');
    await partialKept(left);
    await left.close({ runBeforeUnload: false });
    const found = await openAt(broken, '#measure');
    await keptRuns(found).getByText('cut off after section “Ceilings”').waitFor();

    const whole = await openAt(
      await contextWith([
        { type: 'partial', file: partial },
        { type: 'result', file },
      ]),
      '',
    );
    await runOnce(whole);
    await keptHere(whole).waitFor();
    await whole.getByRole('link', { name: 'Measure' }).first().click();
    await keptRuns(whole).getByText('complete in').waitFor();
    expect(await keptRuns(whole).getByRole('listitem').count()).toBe(1);
  });

  it('stays open where the browser has no room, with Download, until it is tried again', async () => {
    const context = await contextWith();
    const page = await openAt(context, '#measure');
    const devtools = await context.newCDPSession(page);
    const { origin } = new URL(url);
    await devtools.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: 1 });
    await runOnce(page);
    const alarm = page.getByRole('alert');
    await alarm.getByText('no more room').waitFor();
    const download = page.waitForEvent('download');
    await alarm.getByRole('button', { name: /^Download/ }).click();
    expect(JSON.parse(await readFile(await (await download).path(), 'utf8')).sha256).toBe(file.sha256);
    await devtools.send('Storage.overrideQuotaForOrigin', { origin });
    await alarm.getByRole('button', { name: 'Try again' }).click();
    await keptHere(page).waitFor();
  });

  it('that finds no room names the oldest that are kept, and leaves them', async () => {
    const page = await openAt(await contextWith(), '#findings');
    const session = { ...file.session, startedAt: '2025-01-02T03:04:05.000Z' };
    await page.getByLabel('Open a result file').setInputFiles(asUpload(await sealFile({ ...file, session })));
    await keepButton(page).click();
    await keptHere(page).waitFor();
    await page.evaluate(() => {
      IDBObjectStore.prototype.put = () => {
        throw new DOMException('the disk is full', 'QuotaExceededError');
      };
    });
    await page.getByRole('link', { name: 'Measure' }).first().click();
    await runOnce(page);
    const oldest = page.getByRole('alert').getByRole('listitem');
    expect(await oldest.innerText()).toMatch(/^lab box 3, 2025-01-02 03:04 UTC, [\d.]+ KiB/);
    await oldest.getByRole('button', { name: /^Delete/ }).click();
    await oldest.waitFor({ state: 'hidden' });
  });

  it('goes on where the browser refuses its database, and says so', async () => {
    const context = await contextWith();
    await context.addInitScript(() => {
      IDBFactory.prototype.open = () => {
        throw new DOMException('storage is switched off', 'SecurityError');
      };
    });
    const page = await openAt(context, '#measure');
    await keptRuns(page).getByText('storage is switched off').waitFor();
    await runOnce(page);
    const alarm = page.getByRole('alert');
    await alarm.getByText('refuses its database').waitFor();
    expect(await page.getByRole('heading', { level: 1 }).innerText()).not.toBe('');
  });
});

describe('what lies in the database', () => {
  it('is shown as text, and opened only where it is a result file', async () => {
    const page = await openAt(await contextWith(), '#measure');
    await page.getByRole('button', { name: /^Run/ }).first().click();
    await keptHere(page).waitFor();
    await page.evaluate(async () => {
      const database = await new Promise<IDBDatabase>(resolve => {
        const opening = indexedDB.open('ridgepoint');
        opening.onsuccess = () => resolve(opening.result);
      });
      const evil = '<img src=x onerror="document.title=1">\u202e';
      const facts = {
        startedAt: '2030-01-01T00:00:00.000Z',
        suite: evil,
        ending: evil,
        adapter: evil,
        deviceClass: 'hardware',
        label: evil,
        answer: evil,
        packedBytes: 1,
      };
      const stores = database.transaction(['facts', 'packed'], 'readwrite');
      stores.objectStore('facts').put(facts, 'a'.repeat(64));
      stores.objectStore('packed').put(new Uint8Array([1, 2, 3]), 'a'.repeat(64));
      stores.objectStore('facts').put({ startedAt: { toString: 1 } }, 'b'.repeat(64));
      stores.objectStore('facts').put('anything', 'no hash');
      await new Promise(resolve => {
        stores.oncomplete = resolve;
      });
      database.close();
    });
    await page.getByRole('link', { name: 'Measure' }).first().click();
    await keptRuns(page).getByText('unreadable entry bbbbbbbb', { exact: true }).waitFor();
    const rows = keptRuns(page).getByRole('listitem');
    expect(await rows.count()).toBe(3);
    expect(await rows.first().innerText()).toContain('<img src=x onerror="document.title=1">\ufffd');
    expect(await page.locator('img').count()).toBe(0);
    await rows.first().getByRole('button', { name: /^Open/ }).click();
    await page.getByRole('alert').waitFor();
    await rows
      .last()
      .getByRole('button', { name: /^Delete/ })
      .click();
    await keptRuns(page).getByText('unreadable entry bbbbbbbb', { exact: true }).waitFor({ state: 'hidden' });
  });
});

describe('a link to a run', () => {
  it('that is a committed example opens it', async () => {
    const folder = join(import.meta.dirname, '../../results/nvidia-h200');
    const name = (await readdir(folder)).find(one => one.includes('-batch1-'))!;
    const example = JSON.parse(await readFile(join(folder, name), 'utf8')) as ResultFile;
    const page = await openAt(await contextWith(), `#findings?run=${example.sha256.slice(0, 16)}`);
    await page.getByText(`from ${name}`).waitFor();
  });

  it('that is not kept asks for its file, and opens it at the link’s place', async () => {
    const page = await openAt(await contextWith(), '#measure');
    const { address } = file.records.find(({ status }) => status === 'ok')!;
    const asked = new URLSearchParams({ run: file.sha256.slice(0, 16), panel: address, sort: '-time' });
    await page.goto(`${url}#findings?${asked}`);
    await page.getByText('This link is to a run that this browser does not keep').waitFor();
    await page.getByLabel('Open a result file').setInputFiles(asUpload(file));
    const panel = page.getByRole('dialog');
    await panel.getByText(address).waitFor();
    await panel.getByRole('button', { name: 'Close' }).click();
    expect(await page.getByRole('columnheader', { name: /^Time/ }).getAttribute('aria-sort')).toBe(
      'descending',
    );
    expect(await page.getByText('This link is to a run').count()).toBe(0);
    expect(page.url()).not.toContain('panel');

    await keepButton(page).click();
    await keptHere(page).waitFor();
    await page.goto('about:blank');
    await page.goto(`${url}#findings?${asked}`);
    await panel.getByText(address).waitFor();
  });
});

describe('sharing', () => {
  it('gives the card as Markdown of 20 lines and as a picture, the file, and a link, and says what is in them', async () => {
    const page = await openAt(await contextWith(), '#findings?model=gpt2-xl,16,512,2');
    await page.getByLabel('Open a result file').setInputFiles(asUpload(file));
    await page.getByText('Share', { exact: true }).click();
    expect(await page.getByText('The result file tells of the computer').innerText()).toContain(
      '“lab box 3”',
    );

    await page.getByRole('button', { name: 'Copy card as Markdown' }).click();
    await page.getByText('Copied').waitFor();
    const markdown = await page.evaluate(() => navigator.clipboard.readText());
    expect(markdown.trimEnd().split('\n').length).toBeLessThanOrEqual(20);
    expect(markdown).toContain('GPT-2 XL at 16 bits');
    expect(markdown).toContain(`#findings?run=${file.sha256.slice(0, 16)}&model=gpt2-xl`);

    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Download card as PNG' }).click();
    const png = await readFile(await (await download).path());
    expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([1200, 630]);
  });
});
