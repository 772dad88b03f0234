import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { axeFaults } from '../testing/axe.ts';
import { launchChromium } from '../testing/chromium.ts';
import { type DevelopmentPage, serveDevelopmentPage } from './testing/development-page.ts';
import { shiftsOf } from './testing/layout-shift.ts';
import { openPage, reachState, sidewaysOverflow } from './testing/open-page.ts';

let browser: Browser;
let served: DevelopmentPage;
/** As a run leaves it, for tests that only read. */
let answered: Page;

beforeAll(async () => {
  [browser, served] = await Promise.all([launchChromium(), serveDevelopmentPage()]);
  const { page } = await openPage(browser, `${served.url}?fake`, { reducedMotion: 'reduce' });
  await page.getByRole('button', { name: /^Run ·/ }).click();
  await reachState(page, 'done');
  await page.locator('.why svg').nth(2).waitFor();
  answered = page;
});

afterAll(async () => {
  await Promise.all([browser?.close(), served?.close()]);
});

const WINDOWS = [
  [1280, 800],
  [390, 844],
] as const;
/** Themes differ in their colours alone, which move nothing: each is seen at one of the windows. */
const LOOKS = [
  [1280, 800, 'light'],
  [390, 844, 'dark'],
] as const;

const PLACES = ['Findings', 'Measure', 'Compare', 'Method'] as const;
/** Headings of what places load when they are opened. */
const LOADED: Readonly<Record<string, string>> = { Method: 'How it is decided', Compare: 'Side by side' };
/** What folds show last, since it has to be computed: the runs here are made up, which is found out. */
const LAST_DRAWN: Readonly<Record<string, string>> = {
  Findings: 'It would be refused, since it cannot have',
};

/** Runs of a processor, of a GPU that is undecided, and of one that is judged. */
const COMMITTED = [
  'swiftshader-driver-5-0-0/2026-11-23-quick-node-ae9b3052.json',
  'llvmpipe-mesa-25-0-7-2-bpo12-1-llvm-15-0-6-0-0-1/2026-11-23-quick-node-3a42971a.json',
  'nvidia-h200/2026-11-27-batch1-node-497c86a2.json',
];
const results = join(import.meta.dirname, '../../results');

/** The answered page in another window, light, at its Findings. */
async function look(width: number, height: number): Promise<Page> {
  await answered.setViewportSize({ width, height });
  await answered.emulateMedia({ colorScheme: 'light' });
  await goTo(answered, 'Findings');
  return answered;
}

async function goTo(page: Page, place: string): Promise<void> {
  await page.getByRole('link', { name: place, exact: true }).first().click();
  await page.getByRole('heading', { level: 1 }).waitFor();
}

/** Moves the focus on, as a reader without a mouse does. */
async function tabTo(page: Page, name: RegExp): Promise<void> {
  for (let presses = 0; presses < 150; presses++) {
    await page.keyboard.press('Tab');
    const focused = await page.evaluate(() => {
      const element = document.activeElement;
      return element?.getAttribute('aria-label') ?? element?.textContent ?? '';
    });
    if (name.test(focused)) return;
  }
  throw new Error(`Tab does not reach ${name}`);
}

async function press(page: Page, name: RegExp): Promise<void> {
  await tabTo(page, name);
  await page.keyboard.press('Enter');
}

describe('a newcomer', () => {
  it.each(LOOKS)(
    'at %i × %i, %s, runs, reads the answer, changes the model, reads the dilution’s samples, shares, reloads, finds the run and deletes it, by keyboard alone, and nothing jumps',
    async (width, height, colorScheme) => {
      const { page, complaints } = await openPage(browser, `${served.url}?fake`, {
        viewport: { width, height },
        colorScheme,
      });
      await page.getByRole('button', { name: /^Run · about 1 min/ }).waitFor();
      await press(page, /^Run ·/);
      await page.getByRole('progressbar', { name: 'Progress of the run' }).waitFor();
      await page.getByRole('heading', { name: 'Measuring' }).waitFor();
      await reachState(page, 'done');
      await page.getByRole('heading', { level: 1, name: 'Memory speed limits it.' }).waitFor();
      const answer = page.getByRole('region', { name: 'Answer' });
      expect(await answer.innerText()).toMatch(/at most \d+ \([\d–]+\) tokens\/s/);
      await page.getByText('Kept in this browser').waitFor();

      await tabTo(page, /^Model$/);
      const before = await answer.innerText();
      await page.keyboard.press('ArrowDown');
      await expect.poll(() => answer.innerText()).not.toBe(before);
      expect(page.url()).toMatch(/[?&]model=/);

      await press(page, /^Share$/);
      expect(await page.getByRole('button', { name: 'Copy link' }).isVisible()).toBe(true);

      await press(page, /^Dilution.*agrees/);
      const panel = page.getByRole('dialog');
      expect(await panel.innerText()).toContain('npm run -s ridgepoint -- run --case');
      await press(page, /share=0\.5/);
      await panel.getByRole('img', { name: /sample/i }).waitFor();
      await page.keyboard.press('Escape');
      await panel.waitFor({ state: 'hidden' });
      await expect.poll(() => page.url()).not.toContain('panel=');

      await page.reload();
      await page.getByRole('heading', { level: 1, name: 'Memory speed limits it.' }).waitFor();
      await page.getByText('follows from its samples').waitFor();
      await page.getByText('Kept in this browser').waitFor();
      await press(page, /^Measure$/);
      const kept = page.getByRole('region', { name: 'Kept runs' }).getByRole('listitem');
      await kept.waitFor();
      await press(page, /^Delete of/);
      await page.getByRole('button', { name: 'Undo' }).waitFor();
      expect(await kept.count()).toBe(0);
      expect(complaints).toEqual([]);
      const { sum, moved } = await shiftsOf(page);
      expect(sum, moved.join('\n')).toBeLessThan(0.05);
      await page.context().close();
    },
  );

  it('would be told of what jumps', async () => {
    const { page } = await openPage(browser, `${served.url}?fake`);
    await page.getByRole('button', { name: /^Run ·/ }).waitFor();
    expect((await shiftsOf(page)).sum).toBeLessThan(0.05);
    await page.evaluate(() => {
      const late = document.createElement('p');
      late.style.height = '200px';
      document.querySelector('main')!.prepend(late);
    });
    expect((await shiftsOf(page)).sum).toBeGreaterThan(0.05);
    await page.reload();
    await page.getByRole('button', { name: /^Run ·/ }).waitFor();
    expect((await shiftsOf(page)).sum).toBeGreaterThan(0.05);
    await page.context().close();
  });
});

describe('who comes back', () => {
  it('sees nothing jump, whatever part of the page is fetched or found last', async () => {
    const { page } = await openPage(browser, `${served.url}?fake`, { viewport: { width: 390, height: 844 } });
    await page.getByRole('button', { name: /^Run ·/ }).click();
    await page.getByText('Kept in this browser').waitFor();
    await page.evaluate(() => sessionStorage.clear());
    const link = page.url().split('#')[1];
    for (const [late, place] of [
      ['findings.view', link],
      ['kept-runs', 'findings'],
    ]) {
      await page.route(`**/${late}*`, async route => {
        await new Promise(resolve => setTimeout(resolve, 400));
        await route.continue();
      });
      await page.goto('about:blank');
      await page.goto(`${served.url}?fake#${place}`);
      await page.getByRole('heading', { level: 1, name: /Memory speed|Nothing is measured/ }).waitFor();
      if (place === 'findings') await page.getByRole('region', { name: 'Kept runs' }).waitFor();
      await page.unrouteAll({ behavior: 'wait' });
    }
    await page.goto(`${served.url}?fake=slow#measure`);
    await page.getByRole('button', { name: /^Run ·/ }).waitFor();
    await page.getByRole('region', { name: 'Kept runs' }).waitFor();
    const { sum, moved } = await shiftsOf(page);
    expect(sum, moved.join('\n')).toBeLessThan(0.05);
    await page.context().close();
  });
});

describe('what a run leaves', () => {
  it('answers on the first screen, and argues in 1,800 px and 600 words', async () => {
    const page = await look(1280, 800);
    const title = (await page.getByRole('heading', { level: 1 }).boundingBox())!;
    expect(title.y + title.height).toBeLessThan(250);
    await expectBrief(page);
  });

  it.each(COMMITTED)('argues as briefly of %s', async path => {
    const { page } = await openPage(browser, `${served.url}#findings`, {
      viewport: { width: 1280, height: 800 },
    });
    await page.getByLabel('Open a result file').setInputFiles(join(results, path));
    await page.locator('.why svg').nth(2).waitFor();
    await expectBrief(page);
    await page.context().close();
  });

  it.each(WINDOWS)(
    'explains its words on hover, focus and tap at %i × %i, within the window',
    async (width, height) => {
      const page = await look(width, height);
      const terms = await page.locator('.why .term').all();
      for (const term of terms) {
        const word = await term.innerText();
        await term.focus();
        const meaning = page.getByRole('tooltip');
        expect((await meaning.innerText()).length, word).toBeGreaterThan(20);
        const box = (await meaning.boundingBox())!;
        expect(box.x, word).toBeGreaterThanOrEqual(0);
        expect(box.x + box.width, word).toBeLessThanOrEqual(width);
        await page.keyboard.press('Escape');
        expect(await meaning.count(), word).toBe(0);
        await term.click();
        expect(await meaning.isVisible(), word).toBe(true);
        await term.blur();
      }
      expect(terms.length).toBeGreaterThan(3);
      await terms[0]!.hover();
      expect(await page.getByRole('tooltip').isVisible()).toBe(true);
      await page.mouse.move(0, 0);
    },
  );

  it.each(WINDOWS)(
    'is accessible in every place at %i × %i, light and dark, with every fold and a panel open, and gives fingers 44 px',
    async (width, height) => {
      const page = await look(width, height);
      for (const place of PLACES) {
        await goTo(page, place);
        const loaded = LOADED[place];
        if (loaded !== undefined) await page.getByRole('heading', { name: loaded }).first().waitFor();
        await openFolds(page, place);
        await expectAccessible(page, place);
        expect(await sidewaysOverflow(page), place).toBe(0);
      }
      await goTo(page, 'Findings');
      await page.getByRole('button', { name: /^Roof agrees/ }).click();
      await expectAccessible(page, 'a panel');
      await page.keyboard.press('Escape');
    },
  );

  it('reflows at 400 %', async () => {
    // 1280 px at 400 %.
    const page = await look(320, 256);
    for (const place of PLACES) {
      await goTo(page, place);
      await openFolds(page, place);
      expect(await sidewaysOverflow(page), place).toBe(0);
      expect(await smallTargets(page), place).toEqual([]);
    }
  });
});

async function expectBrief(page: Page): Promise<void> {
  const { height, words } = await page.evaluate(() => ({
    height: document.documentElement.scrollHeight,
    words: document.querySelector('main')!.innerText.split(/\s+/).length,
  }));
  expect(height).toBeLessThanOrEqual(1800);
  expect(words).toBeLessThanOrEqual(600);
}

/** In both themes; the page is light before and after. */
async function expectAccessible(page: Page, what: string): Promise<void> {
  expect(await axeFaults(page), `${what}, light`).toEqual([]);
  expect(await smallTargets(page), what).toEqual([]);
  await page.emulateMedia({ colorScheme: 'dark' });
  expect(await axeFaults(page, 'contrast'), `${what}, dark`).toEqual([]);
  await page.emulateMedia({ colorScheme: 'light' });
}

/** All of them, those inside others too. */
async function openFolds(page: Page, place: string): Promise<void> {
  await openDrawnFolds(page);
  const last = LAST_DRAWN[place];
  if (last !== undefined) await page.getByText(last).waitFor();
  await openDrawnFolds(page);
  expect(await page.locator('main details:not([open])').count(), place).toBe(0);
}

function openDrawnFolds(page: Page): Promise<void> {
  return page.evaluate(async () => {
    const closed = () => document.querySelectorAll<HTMLDetailsElement>('main details:not([open])');
    for (let folds = closed(); folds.length > 0; folds = closed()) {
      for (const fold of folds) fold.open = true;
      // What is inside is drawn when the fold has told that it is open.
      for (let frames = 0; frames < 3; frames++) await new Promise(requestAnimationFrame);
    }
  });
}

/** What a finger misses. */
function smallTargets(page: Page): Promise<readonly string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('button, summary, nav a, select')]
      // Words inside a sentence are as high as their line.
      .filter(
        target => target.checkVisibility() && !target.closest('p, td, th, dd, h3, .model-controls, .term'),
      )
      .filter(target => target.getBoundingClientRect().height < 44)
      .map(target => target.textContent),
  );
}
