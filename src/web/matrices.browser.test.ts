import { gzipSync } from 'node:zlib';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { launchChromium } from '../testing/chromium.ts';
import { openPage } from './testing/open-page.ts';
import { asUpload, smallResultFile } from './testing/result-file.ts';

const HEADER = '%%MatrixMarket matrix coordinate real general\n';
/** Two members, as `cat a.gz b.gz` makes them. */
const PACKED = Buffer.concat([gzipSync(`${HEADER}3 2 4\n1 1 1\n2 2 `), gzipSync('5\n3 1 0\n3 1 0\n')]);

let browser: Browser;

beforeAll(async () => {
  browser = await launchChromium();
});

afterAll(() => browser?.close());

async function openForm(): Promise<Page> {
  const { page } = await openPage(browser, `${inject('pageUrl')}#measure`);
  await page.getByText(/^More:/).click({ timeout: 100_000 });
  await page.getByText('Choose matrix files').waitFor();
  return page;
}

/** As a file manager drops them. */
async function drop(page: Page, selector: string, name: string, text: string): Promise<void> {
  await page.evaluate(
    ([place, fileName, content]) => {
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File([content!], fileName!));
      for (const type of ['dragover', 'drop']) {
        const event = new DragEvent(type, { dataTransfer, bubbles: true, cancelable: true });
        document.querySelector(place!)!.dispatchEvent(event);
        if (!event.defaultPrevented) throw new Error(`${type} would replace the page`);
      }
    },
    [selector, name, text],
  );
}

describe('a matrix file in the page', () => {
  it('is read when it is chosen, gzip of several members as well, and its fault is shown beside the form', async () => {
    const page = await openForm();
    const picker = page.getByLabel('Choose matrix files');
    const real = page.getByRole('radio', { name: /Real matrices: / });
    expect(await real.count()).toBe(0);
    await picker.setInputFiles({ name: 'w.mtx.gz', mimeType: 'application/gzip', buffer: PACKED });
    await page.getByText('3 × 2, 2 nonzeros, 33.3 %').waitFor();
    expect(await page.getByText('1 entry stands where there is one already').isVisible()).toBe(true);
    const run = page.getByRole('button', { name: /^Run ·/ });
    expect(await run.isEnabled()).toBe(true);

    await real.check();
    expect(await run.isEnabled()).toBe(true);
    await page.getByRole('radio', { name: /Ceilings: / }).check();
    await page.getByText('Ceilings measures no matrices of yours').waitFor();
    expect(await run.isEnabled()).toBe(false);
    await page.getByRole('radio', { name: /Quick: / }).check();

    const cut = { name: 'cut.mtx.gz', mimeType: 'application/gzip', buffer: PACKED.subarray(0, -4) };
    await picker.setInputFiles(cut);
    await page.getByText('cut.mtx.gz: its gzip data end too early').waitFor();
    expect(await run.isEnabled()).toBe(false);
    await page.getByRole('button', { name: 'Remove cut.mtx.gz' }).click();
    expect(await run.isEnabled()).toBe(true);

    await real.check();
    await page.getByRole('button', { name: 'Remove w.mtx.gz' }).click();
    await page.getByText('Real matrices measures matrices of yours, and none was given: choose').waitFor();
    expect(await run.isEnabled()).toBe(false);
  });

  it('is taken to the form from the place for result files, and from beside all places', async () => {
    const page = await openForm();
    await page.goto(`${inject('pageUrl')}#findings`);
    await page.locator('.drop-zone').waitFor();
    await drop(page, '.drop-zone', 'a.mtx', `${HEADER}1 1 1\n1 1 7\n`);
    await page.getByText('1 × 1, 1 nonzero').waitFor({ timeout: 100_000 });
    await drop(page, 'h1', 'b.mtx', `${HEADER}1 2 1\n1 1 7\n`);
    await page.getByText('1 × 2, 1 nonzero').waitFor();
  });
});

describe('a result file in the page', () => {
  it('is opened though it is dropped on the place for matrices', async () => {
    const page = await openForm();
    const { buffer } = asUpload(await smallResultFile());
    await drop(page, '.drop-zone', 'friend.json', buffer.toString());
    await page.getByText('follows from its samples').waitFor();
    expect(await page.getByText('friend.json').isVisible()).toBe(true);
  });
});
