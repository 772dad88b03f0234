import { readFileSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import type { ResultFile } from '../core/record/result-file.ts';
import { parseResultFile } from '../store/parse.ts';
import { launchChromium } from '../testing/chromium.ts';
import { findFaultHere } from './engine/integrity.ts';
import { openFold, openPage, reachState } from './testing/open-page.ts';

let browser: Browser;

beforeAll(async () => {
  browser = await launchChromium();
});

afterAll(() => browser?.close());

async function downloadedResult(page: Page): Promise<ResultFile> {
  await openFold(page, 'Raw data');
  const arriving = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Download JSON' }).click();
  const download = await arriving;
  expect(download.suggestedFilename()).toMatch(/\.json$/);
  return parseResultFile(readFileSync(await download.path(), 'utf8'), download.suggestedFilename());
}

/** As switching tabs does; headless pages are always visible. */
async function showTab(page: Page, isVisible: boolean): Promise<void> {
  await page.evaluate(visible => {
    Object.defineProperty(document, 'hidden', { value: !visible, configurable: true });
    document.dispatchEvent(new Event('visibilitychange'));
  }, isVisible);
}

const PAUSED = 'Paused: this tab is hidden. Measuring goes on when it is visible again.';

describe('a run in the browser', () => {
  it('starts by itself from the address, and ends with verdict, figures, table and a valid file', async () => {
    const { page, complaints } = await openPage(browser, `${inject('pageUrl')}?suite=smoke&budget=8&run`);
    await reachState(page, 'done');

    await expect(page.getByRole('heading', { level: 1 }).innerText()).resolves.toMatch(/\.$/);
    // A section of which the time ran out has no figure, and says so in its place.
    await page.getByRole('region', { name: 'Why' }).waitFor();
    for (const name of ['What agrees, what does not', /^All \d+ cases$/]) {
      expect(await page.getByRole('heading', { name }).isVisible(), String(name)).toBe(true);
    }
    await openFold(page, /^All \d+ cases/);
    expect(await page.getByText('the numbers describe this CPU').first().isVisible()).toBe(true);

    const file = await downloadedResult(page);
    expect(file.session.suite).toBe('smoke');
    expect(file.environment.adapter.class).toBe('software');
    const rows = page.getByRole('region', { name: 'Table of all cases' }).locator('tbody tr');
    expect(await rows.count()).toBeGreaterThan(5);
    await expect(findFaultHere(file)).resolves.toBeNull();
    expect(complaints).toEqual([]);
  });

  it('pauses while the tab is hidden, stops half-way and keeps what was measured', async () => {
    const { page, complaints } = await openPage(browser, `${inject('pageUrl')}?suite=smoke`);
    await page.getByLabel('GPU label').fill('lab box 3');
    await page.getByRole('button', { name: /^Run ·/ }).click();
    await reachState(page, 'running');
    await page.locator('.run-left', { hasText: 'left' }).waitFor({ timeout: 60_000 });
    // Of the first round there is nothing to keep yet.
    const laterRound = /timing round ([2-9]|\d\d)/;
    await page.locator('.run-doing', { hasText: laterRound }).waitFor({ timeout: 60_000 });
    // What is read out now and then says it, too, with the seconds that have passed.
    const paused = page.getByText(PAUSED, { exact: true });
    await showTab(page, false);
    await paused.waitFor();
    await showTab(page, true);
    await paused.waitFor({ state: 'hidden' });
    await page.getByRole('button', { name: 'Stop' }).click();
    await reachState(page, 'stopped');

    const file = await downloadedResult(page);
    expect(file.session.ended).toBe('interrupted');
    expect(file.environment.label).toBe('lab box 3');
    expect(file.records.length).toBeGreaterThan(0);
    await expect(findFaultHere(file)).resolves.toBeNull();
    expect(complaints).toEqual([]);
  });
});
