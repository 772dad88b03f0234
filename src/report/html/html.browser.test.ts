import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { committedInput } from '../../answer/testing/inputs.ts';
import { axeFaults } from '../../testing/axe.ts';
import { launchChromium } from '../../testing/chromium.ts';
import { toHtml } from './html.tsx';

let browser: Browser;
let html: string;
beforeAll(async () => {
  browser = await launchChromium();
  html = toHtml(await committedInput('results/nvidia-h200/2026-11-27-batch1-node-497c86a2.json'));
});
afterAll(() => browser.close());

async function reportPage(width: number, colorScheme: 'light' | 'dark' = 'light'): Promise<Page> {
  const context = await browser.newContext({ viewport: { width, height: 844 }, colorScheme });
  const page = await context.newPage();
  await page.setContent(html);
  return page;
}

const isShown = (page: Page, selector: string) =>
  page
    .locator(selector)
    .first()
    .evaluate(element => element.checkVisibility({ contentVisibilityAuto: true }));

describe('the HTML report', () => {
  it.each([
    [1280, 'light'],
    [390, 'dark'],
    [320, 'light'],
  ] as const)(
    'fits %d px (%s) with every fold open, breaks no interval, and axe finds nothing',
    async (width, theme) => {
      const page = await reportPage(width, theme);
      expect(await page.locator('details.fold[open]').count()).toBe(0);
      await page.evaluate(() => {
        for (const fold of document.querySelectorAll('details')) fold.open = true;
      });
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
      const rows = await page
        .locator('.kept')
        .evaluateAll(kept => kept.map(element => element.getClientRects().length));
      expect(rows.length).toBeGreaterThan(20);
      expect(Math.max(...rows)).toBe(1);
      expect(await axeFaults(page)).toEqual([]);
      await page.context().close();
    },
  );

  it('is folded on a screen and printed open, but for the tables that repeat a figure', async () => {
    const page = await reportPage(1280);
    const cases = 'details.fold td code';
    expect(await isShown(page, cases)).toBe(false);
    await page.emulateMedia({ media: 'print' });
    expect(await isShown(page, cases)).toBe(true);
    expect(await isShown(page, 'figure details')).toBe(false);
    const kept = await page
      .locator('h2, h3, caption, thead')
      .evaluateAll(heads => heads.map(head => getComputedStyle(head).breakAfter));
    expect(new Set(kept)).toEqual(new Set(['avoid']));
    await page.context().close();
  });
});
