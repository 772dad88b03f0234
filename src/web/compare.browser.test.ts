import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, BrowserContextOptions } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { analyze } from '../analysis/analyze.ts';
import { DEVICES } from '../analysis/testing/device.ts';
import { siteTables } from '../cli/corpus/index-folder.ts';
import type { ResultFile } from '../core/record/result-file.ts';
import { recordRows } from '../corpus/record-rows.ts';
import { runRow } from '../corpus/run-row.ts';
import { loadResultFile } from '../store/folder.ts';
import { sealFile } from '../store/hash.ts';
import { resultText } from '../store/result-store.ts';
import { axeFaults } from '../testing/axe.ts';
import { launchChromium } from '../testing/chromium.ts';
import { type OpenPage, openPage, sidewaysOverflow } from './testing/open-page.ts';
import { asUpload, sealedResultFile } from './testing/result-file.ts';

let browser: Browser;
let published: readonly ResultFile[];
let mine: ResultFile;

/** What is dropped is asked whether it can have happened. */
const REAL = 'nvidia-h200/2026-11-27-smoke-node-4f9c02ca.json';
const NAMES = ['Card One', 'Card Two', 'Card Three'];

async function namedFile(description: string, device = DEVICES.bandwidthBound): Promise<ResultFile> {
  const file = await sealedResultFile({ device, rounds: 3 });
  const { adapter } = file.environment;
  const environment = { ...file.environment, adapter: { ...adapter, description, vendor: 'acme' } };
  return sealFile({ ...file, environment, ...analyze(file.records, environment) });
}

const folder = () => join(inject('pageFolder'), 'corpus');

beforeAll(async () => {
  const devices = [DEVICES.bandwidthBound, DEVICES.computeBound, DEVICES.bandwidthBound];
  browser = await launchChromium();
  published = await Promise.all(NAMES.map((name, index) => namedFile(name, devices[index])));
  mine = await loadResultFile(join(import.meta.dirname, '../../results', REAL));
  const index = siteTables({
    runs: published.map(file => runRow(file, { standing: 'checked', flags: [], path: '' })),
    records: published.flatMap(file => recordRows(file)),
  });
  await mkdir(folder(), { recursive: true });
  for (const { name, bytes } of index.files) await writeFile(join(folder(), name), bytes);
  for (const file of published) await writeFile(join(folder(), `${file.sha256}.json`), resultText(file));
  await writeFile(join(folder(), 'index.json'), JSON.stringify(index.manifest));
});

afterAll(async () => {
  await browser?.close();
  await rm(folder(), { recursive: true, force: true });
});

async function openCompare(rest = '', options: BrowserContextOptions = {}): Promise<OpenPage> {
  const opened = await openPage(browser, `${inject('pageUrl')}#compare${rest}`, options);
  await opened.page.getByRole('region', { name: 'List of machines' }).getByRole('row').nth(1).waitFor();
  return opened;
}

const digits = ({ sha256 }: ResultFile) => sha256.slice(0, 16);

describe('the place Compare', () => {
  it('lists published machines, filters and sorts them', async () => {
    const { page, complaints } = await openCompare();
    const list = page.getByRole('region', { name: 'List of machines' });
    const names = async () =>
      (await list.getByRole('rowheader').allInnerTexts()).map(text => /Card \w+/.exec(text)?.[0]);
    expect((await names()).sort()).toEqual([...NAMES].sort());
    await list.getByRole('button', { name: 'Machine' }).click();
    expect(await names()).toEqual(['Card One', 'Card Three', 'Card Two']);
    await page.getByLabel('Maker or name').fill('two');
    await page.getByText('1 of 3 machines').waitFor();
    expect(await names()).toEqual(['Card Two']);
    await page.getByLabel('Class').selectOption('software');
    await page.getByText('No machine passes these filters.').waitFor();
    expect(complaints).toEqual([]);
  });

  it('shares the comparison in the address, and sets side by side what it names', async () => {
    const { page } = await openCompare(`?runs=${digits(published[0]!)}.${digits(published[1]!)}`);
    const answers = page.getByRole('region', { name: 'What the chosen machines answer' });
    await answers.getByRole('row').nth(2).waitFor();
    expect(await answers.getByRole('rowheader').count()).toBe(2);
    await page.getByRole('heading', { name: /^Card Two.* against Card One/ }).waitFor();
    await page.getByLabel(/Compare Card Three/).check();
    await answers.getByRole('row').nth(3).waitFor();
    expect(page.url()).toContain(digits(published[2]!));
    expect(await page.getByRole('img', { name: /^Arithmetic limits from/ }).count()).toBe(1);
  });

  it('is led to by every answer, with that run beside what was chosen before', async () => {
    const { page } = await openCompare(`?runs=${digits(published[0]!)}`);
    await page.getByLabel('Add result files').waitFor();
    await page.getByRole('navigation', { name: 'Places' }).getByRole('link', { name: 'Findings' }).click();
    await page.getByLabel('Open a result file').setInputFiles(asUpload(mine));
    await page.getByRole('main').getByRole('link', { name: 'Compare', exact: true }).click();
    await page.getByRole('article', { name: /^nvidia-h200/ }).waitFor();
    await page.getByRole('article', { name: /^Card One/ }).waitFor();
    expect(page.url()).toMatch(new RegExp(`runs=${digits(published[0]!)}\\.${digits(mine)}`));
  });

  it('takes a dropped file into the comparison, and says what is wrong with another', async () => {
    const { page } = await openCompare('?runs=-');
    const bad = { ...mine, session: { ...mine.session, seed: 77 } };
    await page.getByLabel('Add result files').setInputFiles([asUpload(mine), asUpload(bad, 'bad.json')]);
    await page.getByRole('article', { name: /^nvidia-h200/ }).waitFor();
    expect(await page.getByRole('alert').innerText()).toContain('bad.json disagrees with itself: sha256');
    const late = { ...mine, session: { ...mine.session, durationMs: 1 } };
    await page.getByLabel('Add result files').setInputFiles([asUpload(await sealFile(late), 'late.json')]);
    await page.getByText(/^late\.json cannot have happened: records\[\d+\]/).waitFor();
    expect(page.url()).toContain(digits(mine));
  });

  it('shows one kernel on every machine', async () => {
    const { page } = await openCompare('?runs=-');
    await page.getByLabel('One kernel on every machine').selectOption('spmv/csr-vector');
    const table = page.getByRole('region', { name: /^Machines and kernels: matvec/ }).first();
    await table.getByRole('row').nth(3).waitFor();
    expect(await table.getByRole('rowheader').count()).toBe(3);
  });

  it('asks for the file of a run that nobody published', async () => {
    const { page } = await openCompare(`?runs=${'ab'.repeat(8)}`);
    await page.getByText('The link names a run that is neither published nor kept here').waitFor();
  });

  it.each([
    ['light', 1280],
    ['dark', 390],
  ] as const)(
    '%s, %i px wide: axe finds nothing, and nothing is wider than the window',
    async (colorScheme, width) => {
      const { page } = await openCompare('', { colorScheme, viewport: { width, height: 900 } });
      await page.locator('#roofs svg').waitFor();
      await page
        .getByRole('region', { name: /^Machines and kernels/ })
        .first()
        .waitFor();
      expect(await axeFaults(page)).toEqual([]);
      expect(await sidewaysOverflow(page)).toBe(0);
    },
  );
});

describe('Contribute', () => {
  it('shows to the letter what would be public, without the label, and its path', async () => {
    const { page } = await openPage(browser, `${inject('pageUrl')}#findings`);
    const labelled = await sealFile({ ...mine, environment: { ...mine.environment, label: 'desk of Ada' } });
    await page.getByLabel('Open a result file').setInputFiles(asUpload(labelled));
    await page.getByText('Share', { exact: true }).click();
    await page.getByText('Contribute', { exact: true }).click();
    const path = page.getByText(/^results\/nvidia-h200\/.*\.json$/);
    const labelledPath = await path.innerText();
    await page.getByLabel(/Publish the label “desk of Ada”/).uncheck();
    await expect.poll(() => path.innerText()).not.toBe(labelledPath);
    await page.getByText('See all that will be public').click();
    const text = await page.getByLabel('The file to publish').inputValue();
    expect(text).not.toContain('of Ada');
    expect(await axeFaults(page)).toEqual([]);
    const arriving = page.waitForEvent('download');
    await page.getByRole('button', { name: /^Download the file to publish/ }).click();
    expect((await arriving).suggestedFilename()).toMatch(/^2026-11-27-smoke-.*\.json$/);
  });
});
