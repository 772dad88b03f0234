import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { watchShifts } from './layout-shift.ts';

/** A page under test, with everything that its console and its scripts complained about. */
export interface OpenPage {
  readonly page: Page;
  readonly complaints: readonly string[];
}

export async function openPage(
  browser: Browser,
  url: string,
  options: BrowserContextOptions = {},
): Promise<OpenPage> {
  const context = await browser.newContext({ acceptDownloads: true, ...options });
  await watchShifts(context);
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('console', message => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  page.on('pageerror', error => complaints.push(error.message));
  await page.goto(url);
  return { page, complaints };
}

export async function reachState(page: Page, state: string): Promise<void> {
  await page.locator(`html[data-state="${state}"]`).waitFor({ timeout: 100_000 });
}

/** How many px the page is wider than its window; 0 is right. */
export function sidewaysOverflow(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
}

/** Opens a folded part by its title. */
export function openFold(page: Page, title: string | RegExp): Promise<void> {
  return page.locator('summary', { hasText: title }).click();
}
