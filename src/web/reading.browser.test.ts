import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, inject, it } from 'vitest';
import type { ResultFile } from '../core/record/result-file.ts';
import { axeFaults } from '../testing/axe.ts';
import { launchChromium } from '../testing/chromium.ts';
import { openFold, openPage, sidewaysOverflow } from './testing/open-page.ts';
import { asUpload, sealedResultFile } from './testing/result-file.ts';

let browser: Browser;
let file: ResultFile;
/** Opened once, since tests only read; what they open is closed again after each. */
let page: Page;

beforeAll(async () => {
  [browser, file] = await Promise.all([launchChromium(), sealedResultFile()]);
  page = await openFindings({ permissions: ['clipboard-read', 'clipboard-write'] });
  await openEveryFold(page);
});

afterAll(() => browser?.close());

afterEach(async () => {
  await page.keyboard.press('Escape');
  for (const button of await page.getByRole('button', { name: 'Show as figure' }).all()) await button.click();
});

async function openFindings(options: Parameters<typeof openPage>[2] = {}): Promise<Page> {
  const opened = await openPage(browser, `${inject('pageUrl')}#findings`, options);
  await opened.page.getByLabel('Open a result file').setInputFiles(asUpload(file));
  await opened.page.locator('#roofline svg').waitFor();
  return opened.page;
}

async function openEveryFold(opened: Page): Promise<void> {
  for (const title of ['All experiments', 'The claims', /^All \d+ cases/, 'How it was measured', 'Raw data'])
    await openFold(opened, title);
}

describe('the table of all cases', () => {
  it('sorts by its header buttons and says which way', async () => {
    const table = page.getByRole('region', { name: 'Table of all cases' });
    const header = table.locator('th', { hasText: 'Time, ' });
    const times = async () =>
      (await table.locator('tbody tr td:nth-child(4)').allInnerTexts()).map(Number).filter(Number.isFinite);
    await header.getByRole('button').click();
    expect(await header.getAttribute('aria-sort')).toBe('descending');
    const falling = await times();
    expect(falling).toEqual([...falling].sort((a, b) => b - a));
    await header.getByRole('button').click();
    expect(await header.getAttribute('aria-sort')).toBe('ascending');
    expect(await times()).toEqual([...falling].sort((a, b) => a - b));
  });

  it('opens a record with its samples, and closes with Escape', async () => {
    const table = page.getByRole('region', { name: 'Table of all cases' });
    await table.getByRole('button', { name: 'spmv/csr-vector' }).first().click();
    const panel = page.getByRole('dialog');
    await panel.locator('#samples svg').waitFor();
    expect(await panel.textContent()).toContain('spmv/csr-vector@');
    await page.keyboard.press('Escape');
    await panel.waitFor({ state: 'hidden' });
  });
});

describe('a figure', () => {
  it('is walked with the arrow keys, point by point, as in its table', async () => {
    const canvas = page.locator('#roofline .canvas');
    await canvas.focus();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowRight');
    const tooltip = await page.locator('#roofline .tooltip').innerText();
    await page.locator('#roofline').getByRole('button', { name: 'Show as table' }).click();
    const row = page.locator('#roofline tbody tr').nth(1);
    for (const cell of await row.locator('th, td').allInnerTexts()) expect(tooltip).toContain(cell);
  });

  it('is walked on from the point whose record was opened', async () => {
    await page.locator('#roofline .canvas').focus();
    for (const key of ['Home', 'ArrowRight', 'ArrowRight', 'Enter']) await page.keyboard.press(key);
    await page.getByRole('dialog').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    await page.keyboard.press('ArrowLeft');
    const tooltip = await page.locator('#roofline .tooltip').innerText();
    await page.getByRole('button', { name: 'Show as table (Roofline)' }).click();
    const second = page.getByRole('region', { name: 'Roofline as a table' }).locator('tbody tr').nth(1);
    for (const cell of await second.locator('th, td').allInnerTexts()) expect(tooltip).toContain(cell);
  });

  it('offers no picture while it is a table', async () => {
    const roofline = page.locator('#roofline');
    for (const [press, expected] of [
      ['Show as table', true],
      ['Show as figure', false],
    ] as const) {
      await roofline.getByRole('button', { name: press }).click();
      for (const name of ['Copy SVG', 'Download PNG'])
        expect(await roofline.getByRole('button', { name }).isDisabled(), `${press}: ${name}`).toBe(expected);
    }
  });

  it('shows the tooltip of the point under the pointer, and opens its record on a click', async () => {
    const box = (await page.locator('#roofline .canvas').boundingBox())!;
    const at = await page
      .locator('#roofline [data-point="0"]')
      .evaluate((point: SVGElement) => ({ x: Number(point.dataset.x), y: Number(point.dataset.y) }));
    await page.locator('#roofline').scrollIntoViewIfNeeded();
    await page.locator('#roofline .canvas').hover({ position: at, force: true });
    expect(await page.locator('#roofline .tooltip').count()).toBe(1);
    await page.locator('#roofline .canvas').click({ position: at });
    await page.getByRole('dialog').waitFor();
    expect(box.width).toBeGreaterThan(300);
  });

  it('leaves the page as SVG without variables and as PNG', async () => {
    const roofline = page.locator('#roofline');
    await roofline.getByRole('button', { name: 'Copy SVG' }).click();
    await roofline.getByText('Copied').waitFor();
    const svg = await page.evaluate(() => navigator.clipboard.readText());
    expect(svg).toMatch(/^<svg/);
    expect(svg).not.toContain('var(');
    const arriving = page.waitForEvent('download');
    await roofline.getByRole('button', { name: 'Download PNG' }).click();
    expect((await arriving).suggestedFilename()).toBe('ridgepoint-roofline.png');
  });
});

describe('what the claims assume', () => {
  it('goes back to the claimed figures where an entry that is no number is the only change', async () => {
    await page.getByText('Assume other figures').click();
    const field = page.getByRole('textbox').first();
    const claimed = await field.inputValue();
    await field.fill('many');
    await page.getByText('A number over 0').waitFor();
    await page.getByRole('button', { name: 'Back to the claimed figures' }).click();
    expect(await field.inputValue()).toBe(claimed);
    expect(await field.getAttribute('aria-invalid')).toBe('false');
  });
});

describe('exports', () => {
  it('copy Markdown and save CSV', async () => {
    await page.getByRole('button', { name: 'Copy as Markdown' }).click();
    await page.getByRole('button', { name: 'Copied' }).waitFor();
    // A button before this one may still say the same of its own copy.
    await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toContain('| ');
    const arriving = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Download CSV' }).click();
    expect((await arriving).suggestedFilename()).toMatch(/\.csv$/);
  });
});

describe('the theme', () => {
  it('follows the system first, and remembers a choice', async () => {
    const { page: dark } = await openPage(browser, inject('pageUrl'), { colorScheme: 'dark' });
    const theme = () => dark.evaluate(() => document.documentElement.dataset.theme);
    expect(await theme()).toBe('dark');
    await dark.getByRole('button', { name: 'Light theme' }).click();
    await dark.reload();
    expect(await theme()).toBe('light');
  });
});

describe('everyone can use the page', () => {
  it('skips to the content of the place where they are', async () => {
    await page.getByRole('link', { name: 'Skip to content' }).focus();
    await page.keyboard.press('Enter');
    expect(await page.getByRole('main').evaluate(main => main === document.activeElement)).toBe(true);
    expect(await page.getByRole('heading', { name: 'Memory speed limits it.' }).isVisible()).toBe(true);
  });

  it('keeps the further options open while they are typed in', async () => {
    const { page: measuring } = await openPage(browser, `${inject('pageUrl')}?seed=7`);
    const seed = measuring.getByLabel('Seed');
    await seed.fill('');
    await seed.fill('1');
    await measuring.getByLabel('Kernels', { exact: true }).fill('');
    expect(await seed.isVisible()).toBe(true);
  });

  it('has no place that is wider than a window of 360 px, in which rows of the table are stacked and sorted', async () => {
    await page.setViewportSize({ width: 360, height: 900 });
    expect(await sidewaysOverflow(page)).toBe(0);
    expect(await axeFaults(page)).toEqual([]);
    const table = page.getByRole('region', { name: 'Table of all cases' });
    expect(await table.locator('thead').isVisible()).toBe(false);
    const first = () => table.locator('tbody tr').first().innerText();
    await page.getByLabel('Sorted by').selectOption('');
    const before = await first();
    await page.getByLabel('Sorted by').selectOption('-time');
    expect(await first()).not.toBe(before);
    await page.getByLabel('Sorted by').selectOption('');
    expect(await first()).toBe(before);
    await page.setViewportSize({ width: 1280, height: 720 });
  });
});
