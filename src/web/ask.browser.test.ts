import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { launchChromium } from '../testing/chromium.ts';
import { openPage } from './testing/open-page.ts';

let browser: Browser;

beforeAll(async () => {
  browser = await launchChromium();
});

afterAll(() => browser?.close());

describe('a first visit', () => {
  it.each([
    [1280, 800],
    [390, 844],
  ])('has question, Run and its time on the first screen of %i × %i', async (width, height) => {
    const { page } = await openPage(browser, inject('pageUrl'), { viewport: { width, height } });
    const run = page.getByRole('button', { name: /^Run · about \d+ (s|min)/ });
    await run.waitFor();
    const box = (await run.boundingBox())!;
    expect(box.y + box.height).toBeLessThan(height);
    expect(await page.getByRole('heading', { level: 1 }).innerText()).toMatch(/^What limits .*\?$/s);
    expect(await page.getByRole('radio').first().isVisible()).toBe(false);
  });

  it('opens a committed run of a GPU as an example', async () => {
    const { page, complaints } = await openPage(browser, inject('pageUrl'));
    await page.getByRole('button', { name: 'Open an example' }).click();
    await page
      .getByText(/-batch1-.*\.json/)
      .first()
      .waitFor();
    expect(new URL(page.url()).hash).toMatch(/^#findings\?run=/);
    expect(complaints).toEqual([]);
  });
});
