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

/** CSS px of an A4 page within the margins of the report, 186 mm × 267 mm. */
const PRINTED = { width: 703, height: 1009 };

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
    [1280, 'light', 'all'],
    [390, 'dark', 'all'],
    // As narrow screens of any width, but for where lines break.
    [320, 'light', 'contrast'],
  ] as const)(
    'fits %d px (%s) with every fold open, breaks no interval, and axe finds nothing (rules: %s)',
    async (width, theme, rules) => {
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
      expect(await axeFaults(page, rules)).toEqual([]);
      await page.context().close();
    },
  );

  it.each([
    'results/nvidia-h200/2026-11-27-batch1-node-497c86a2.json',
    'results/swiftshader-driver-5-0-0/2026-11-23-batch1-node-74c88881.json',
    'results/llvmpipe-mesa-25-0-7-2-bpo12-1-llvm-15-0-6-0-0-1/2026-11-23-batch1-node-9fa2deb1.json',
  ])('fills its first printed page with what stays whole: %s', async path => {
    const page = await reportPage(PRINTED.width);
    await page.setContent(toHtml(await committedInput(path)));
    await page.emulateMedia({ media: 'print' });
    const bottoms = await page
      .locator('.answer, .shown')
      .evaluateAll(blocks => blocks.map(block => block.getBoundingClientRect().bottom));
    const last = Math.max(...bottoms.filter(bottom => bottom <= PRINTED.height));
    expect(last / PRINTED.height).toBeGreaterThan(0.8);
    await page.context().close();
  });

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
