import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import type { ResultFile } from '../core/record/result-file.ts';
import { loadResultFile } from '../store/folder.ts';
import { sealFile } from '../store/hash.ts';
import { launchChromium } from '../testing/chromium.ts';
import { openFold, openPage } from './testing/open-page.ts';
import { asUpload, sealedResultFile } from './testing/result-file.ts';

let browser: Browser;
let sound: ResultFile;
let real: ResultFile;

const REAL = 'nvidia-h200/2026-11-27-smoke-node-4f9c02ca.json';

beforeAll(async () => {
  browser = await launchChromium();
  sound = await sealedResultFile();
  real = await loadResultFile(join(import.meta.dirname, '../../results', REAL));
});

afterAll(() => browser?.close());

async function openFile(
  content: unknown,
  name?: string,
): Promise<{ page: Page; complaints: readonly string[] }> {
  const opened = await openPage(browser, `${inject('pageUrl')}#findings`);
  await opened.page.getByLabel('Open a result file').setInputFiles(asUpload(content, name));
  return opened;
}

describe('opening a result file', () => {
  it('shows its verdict and says that it agrees with itself', async () => {
    const { page, complaints } = await openFile(sound, 'from-a-friend.json');
    await page.getByText('follows from its samples').waitFor();
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('Memory speed limits it.');
    expect(await page.getByText('from-a-friend.json').isVisible()).toBe(true);
    expect(complaints).toEqual([]);
  });

  it('names the field of a file whose median was changed by hand', async () => {
    const [first, ...rest] = sound.records;
    if (first?.status !== 'ok') throw new Error('the synthetic run begins with a measured record');
    const summary = { ...first.summary, medianNs: first.summary.medianNs * 2 };
    const { page } = await openFile({ ...sound, records: [{ ...first, summary }, ...rest] });
    const alarm = page.getByRole('alert');
    await alarm.waitFor();
    expect(await alarm.textContent()).toContain('records[0]');
    await openFold(page, 'Raw data');
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Download CSV' }).click();
    const csv = await readFile(await (await download).path(), 'utf8');
    expect(csv.trimEnd().split('\r\n').at(-1)).toMatch(/,"?records\[0\]/);
  });

  it('names the relation that a run breaks which cannot have happened, shows it all the same, and takes the notice along', async () => {
    const { page } = await openFile(await sealFile({ ...real, session: { ...real.session, durationMs: 1 } }));
    await page.getByText('follows from its samples').waitFor();
    const alarm = page.getByRole('alert');
    await alarm.waitFor();
    const said = await alarm.innerText();
    expect(said).toMatch(/^This run cannot have happened: it breaks the relation [a-z]+\/[a-z-]+/);
    expect(await page.getByRole('heading', { level: 1 }).innerText()).not.toBe('');
    expect(await page.getByRole('main').getByRole('link', { name: 'Compare', exact: true }).count()).toBe(0);
    await openFold(page, 'Raw data');
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Download CSV' }).click();
    const csv = await readFile(await (await download).path(), 'utf8');
    expect(csv.trimEnd().split('\r\n').at(-1)).toMatch(/,"?records\[\d+\]/);
    await openFold(page, 'How it was measured');
    await page
      .getByText(/\(impossible, plan\/skipped-for-time\)/)
      .first()
      .waitFor();
  });

  it('has nothing against a run that happened', async () => {
    const { page } = await openFile(real);
    await page.getByText('by another version, is not compared').waitFor();
    expect(await page.getByRole('alert').count()).toBe(0);
  });

  it.each([
    ['no JSON', '{"schemaVersion": 1,', /result\.json, line 1, column \d+: not JSON/],
    ['another version', { schemaVersion: 99 }, /result\.json, schemaVersion/],
    ['an empty file', '', /result\.json/],
  ])('refuses %s in one line and goes on', async (_name, content, line) => {
    const { page, complaints } = await openFile(content);
    const alarm = page.getByRole('alert');
    await alarm.waitFor();
    expect(await alarm.textContent()).toMatch(line);
    expect(await page.getByRole('heading', { name: 'Nothing is measured yet' }).isVisible()).toBe(true);
    expect(complaints).toEqual([]);
  });

  it('shows markup in a file as text, and nothing that is not printable', async () => {
    const evil = '<img src=x onerror="document.title=1"><b>bold</b>\u202e';
    const records = sound.records.map(record =>
      record.status === 'ok' ? { ...record, problem: { ...record.problem, pattern: evil } } : record,
    );
    const verdict = { ...sound.verdict, sentence: evil, reason: evil };
    const environment = { ...sound.environment, label: evil };
    const { page } = await openFile({ ...sound, records, verdict, environment }, 'evil.json');
    await openFold(page, 'All experiments');
    await page.locator('.verdict').getByText('<b>bold</b>').first().waitFor();
    await openFold(page, /^All \d+ cases/);
    await openFold(page, 'How it was measured');
    expect(await page.locator('img, main b').count()).toBe(0);
    expect(await page.title()).toBe('Ridgepoint');
    expect(await page.getByRole('main').innerText()).not.toContain('\u202e');
  });
});
