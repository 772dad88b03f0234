import { basename } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { committedPaths } from '../answer/testing/inputs.ts';
import { launchChromium } from '../testing/chromium.ts';
import { type DevelopmentPage, serveDevelopmentPage } from './testing/development-page.ts';
import { shiftSum } from './testing/layout-shift.ts';
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

const SIZES = [
  [1280, 800],
  [390, 844],
] as const;
const THEMES = ['light', 'dark'] as const;
const LOOKS = SIZES.flatMap(([width, height]) => THEMES.map(theme => [width, height, theme] as const));

/** The answered page in another window, at its Findings. */
async function look(width: number, height: number): Promise<Page> {
  await answered.setViewportSize({ width, height });
  await goTo(answered, 'Findings');
  return answered;
}

const PLACES = ['Findings', 'Measure', 'Compare', 'Method'] as const;

/** What comes last in a place, where that comes after its title. */
const LAST: Readonly<Partial<Record<(typeof PLACES)[number], (page: Page) => Locator>>> = {
  Compare: page => page.getByRole('heading', { name: 'Kernels, machine by machine' }),
  Method: page => page.getByRole('heading', { name: 'How it is decided' }),
};

async function goTo(page: Page, place: (typeof PLACES)[number]): Promise<void> {
  await page.getByRole('navigation', { name: 'Places' }).getByRole('link', { name: place }).click();
  await page.getByRole('heading', { level: 1 }).waitFor();
  await LAST[place]?.(page).waitFor();
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
      expect(await shiftSum(page)).toBeLessThan(0.05);
      await page.context().close();
    },
  );

  it('would be told of what jumps', async () => {
    const { page } = await openPage(browser, `${served.url}?fake`);
    await page.getByRole('button', { name: /^Run ·/ }).waitFor();
    expect(await shiftSum(page)).toBeLessThan(0.05);
    await page.evaluate(() => {
      const late = document.createElement('p');
      late.style.height = '200px';
      document.querySelector('main')!.prepend(late);
    });
    expect(await shiftSum(page)).toBeGreaterThan(0.05);
    await page.reload();
    await page.getByRole('button', { name: /^Run ·/ }).waitFor();
    expect(await shiftSum(page)).toBeGreaterThan(0.05);
    await page.context().close();
  });
});

describe('what a run leaves', () => {
  it('answers on the first screen, and argues in 1,800 px and 600 words', async () => {
    await expectInBudget(await look(1280, 800), 'the run');
  });

  it('does so of the run of every kept machine that says the most', async () => {
    const { page } = await openPage(browser, 'about:blank', { viewport: { width: 1280, height: 800 } });
    for (const path of committedPaths().filter(name => name.includes('-batch1-'))) {
      await page.goto(`${served.url}?of=${basename(path)}#findings`);
      await page.getByLabel('Open a result file').setInputFiles(path);
      await page.getByText(`from ${basename(path)}`).waitFor();
      await page.getByText('from its samples').waitFor();
      await page.locator('.why svg').first().waitFor();
      await expectInBudget(page, path);
    }
    await page.context().close();
  });

  it.each(SIZES)(
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

  it.each(SIZES)(
    'is accessible in every place at %i × %i, light and dark, with every fold and a panel open, and gives fingers 44 px',
    async (width, height) => {
      const page = await look(width, height);
      for (const place of PLACES) {
        await goTo(page, place);
        await openFolds(page);
        expect(await faults(page), place).toEqual([]);
        expect(await smallTargets(page), place).toEqual([]);
        expect(await sidewaysOverflow(page), place).toBe(0);
      }
      await goTo(page, 'Findings');
      await page.getByRole('button', { name: /^Roof agrees/ }).click();
      expect(await faults(page)).toEqual([]);
      expect(await smallTargets(page)).toEqual([]);
      await page.keyboard.press('Escape');
    },
  );

  it('reflows at 400 %', async () => {
    // 1280 px at 400 %.
    const page = await look(320, 256);
    for (const place of PLACES) {
      await goTo(page, place);
      await openFolds(page);
      expect(await sidewaysOverflow(page), place).toBe(0);
      expect(await smallTargets(page), place).toEqual([]);
    }
  });
});

async function expectInBudget(page: Page, name: string): Promise<void> {
  const title = (await page.getByRole('heading', { level: 1 }).boundingBox())!;
  expect(title.y + title.height, name).toBeLessThan(250);
  const { height, words } = await page.evaluate(() => ({
    height: document.documentElement.scrollHeight,
    words: document.querySelector('main')!.innerText.split(/\s+/).length,
  }));
  expect(height, name).toBeLessThanOrEqual(1800);
  expect(words, name).toBeLessThanOrEqual(600);
}

/** All of them, those inside others too. */
async function openFolds(page: Page): Promise<void> {
  const closed = page.locator('main details:not([open])');
  while ((await closed.count()) > 0) {
    await closed.evaluateAll(folds => folds.map(fold => fold.setAttribute('open', '')));
    await page.evaluate(() => new Promise(requestAnimationFrame));
  }
}

/** What axe finds in either theme; all that a theme changes is colour. */
async function faults(page: Page): Promise<readonly string[]> {
  await page.emulateMedia({ colorScheme: 'dark' });
  const dark = await violationsOf(axeOn(page).withRules(['color-contrast', 'link-in-text-block']));
  await page.emulateMedia({ colorScheme: 'light' });
  return [...dark, ...(await violationsOf(axeOn(page)))];
}

/** One frame needs no second page to join results on; describing all that passes would take most of the time. */
function axeOn(page: Page): AxeBuilder {
  return new AxeBuilder({ page }).setLegacyMode().options({ resultTypes: ['violations'] });
}

async function violationsOf(builder: AxeBuilder): Promise<readonly string[]> {
  const { violations } = await builder.analyze();
  return violations.map(({ id, nodes }) => `${id} ${nodes[0]?.html}`);
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
