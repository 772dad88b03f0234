import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchChromium } from '../testing/chromium.ts';
import { type DevelopmentPage, serveDevelopmentPage } from './testing/development-page.ts';
import { openPage, reachState, sidewaysOverflow } from './testing/open-page.ts';

let browser: Browser;
let served: DevelopmentPage;

beforeAll(async () => {
  [browser, served] = await Promise.all([launchChromium(), serveDevelopmentPage()]);
});

afterAll(async () => {
  await Promise.all([browser?.close(), served?.close()]);
});

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

/** As a run leaves it, with every fold closed. */
async function afterRun(width: number, height: number, colorScheme: 'light' | 'dark'): Promise<Page> {
  const options = { viewport: { width, height }, colorScheme, reducedMotion: 'reduce' as const };
  const { page } = await openPage(browser, `${served.url}?fake`, options);
  await page.getByRole('button', { name: /^Run ·/ }).click();
  await reachState(page, 'done');
  await page.getByRole('heading', { level: 1 }).waitFor();
  await page.locator('.why svg').nth(2).waitFor();
  return page;
}

describe('a newcomer', () => {
  it('runs, reads the answer, changes the model, reads the dilution’s samples, shares, reloads, finds the run and deletes it, by keyboard alone', async () => {
    const { page, complaints } = await openPage(browser, `${served.url}?fake`);
    await page.getByRole('button', { name: /^Run · about 1 min/ }).waitFor();
    await tabTo(page, /^Run ·/);
    await page.keyboard.press('Enter');
    await page.getByRole('progressbar', { name: 'Progress of the run' }).waitFor();
    await page.getByRole('heading', { name: 'Measuring' }).waitFor();
    await reachState(page, 'done');
    await page.getByRole('heading', { level: 1, name: 'Memory speed limits it.' }).waitFor();
    const answer = page.getByRole('region', { name: 'Answer' });
    expect(await answer.innerText()).toMatch(/at most \d+ \([\d–]+\) tokens\/s/);

    await tabTo(page, /^Model$/);
    const before = await answer.innerText();
    await page.keyboard.press('ArrowDown');
    await expect.poll(() => answer.innerText()).not.toBe(before);
    expect(page.url()).toMatch(/[?&]model=/);

    await tabTo(page, /^Dilution.*agrees/);
    await page.keyboard.press('Enter');
    const panel = page.getByRole('dialog');
    expect(await panel.innerText()).toContain('npm run -s ridgepoint -- run --case');
    await tabTo(page, /share=0\.5/);
    await page.keyboard.press('Enter');
    await panel.getByRole('img', { name: /sample/i }).waitFor();
    await page.keyboard.press('Escape');
    await panel.waitFor({ state: 'hidden' });

    await page.getByText('Kept in this browser').waitFor();
    await tabTo(page, /^Share$/);
    await page.keyboard.press('Enter');
    expect(await page.getByRole('button', { name: 'Copy link' }).isVisible()).toBe(true);
    await page.reload();
    await page.getByRole('heading', { level: 1, name: 'Memory speed limits it.' }).waitFor();
    await tabTo(page, /^Measure$/);
    await page.keyboard.press('Enter');
    const kept = page.getByRole('region', { name: 'Kept runs' }).getByRole('listitem');
    await kept.waitFor();
    await tabTo(page, /^Delete of/);
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Undo' }).waitFor();
    expect(await kept.count()).toBe(0);
    expect(complaints).toEqual([]);
  });

  it('finds nothing moving while the run goes on', async () => {
    const { page } = await openPage(browser, `${served.url}?fake`, { viewport: { width: 390, height: 844 } });
    await page.getByRole('button', { name: /^Run ·/ }).click();
    await reachState(page, 'done');
    const sum = await page.evaluate(
      () =>
        new Promise<number>(resolve => {
          const observer = new PerformanceObserver(list =>
            resolve(
              list
                .getEntries()
                .map(entry =>
                  'value' in entry && 'hadRecentInput' in entry && !entry.hadRecentInput
                    ? Number(entry.value)
                    : 0,
                )
                .reduce((before, value) => before + value, 0),
            ),
          );
          observer.observe({ type: 'layout-shift', buffered: true });
          // Where nothing has moved, nothing is heard.
          setTimeout(() => resolve(0), 2000);
        }),
    );
    expect(sum).toBeLessThan(0.05);
  });
});

describe('what a run leaves', () => {
  it('answers on the first screen, and argues in 1,800 px and 600 words', async () => {
    const page = await afterRun(1280, 800, 'light');
    const title = (await page.getByRole('heading', { level: 1 }).boundingBox())!;
    expect(title.y + title.height).toBeLessThan(250);
    const { height, words } = await page.evaluate(() => ({
      height: document.documentElement.scrollHeight,
      words: document.querySelector('main')!.innerText.split(/\s+/).length,
    }));
    expect(height).toBeLessThanOrEqual(1800);
    expect(words).toBeLessThanOrEqual(600);
  });

  it.each([
    [1280, 800, 'light'],
    [390, 844, 'dark'],
  ] as const)(
    'is accessible at %i × %i, %s, with every fold and a panel open',
    async (width, height, scheme) => {
      const page = await afterRun(width, height, scheme);
      for (const summary of await page.locator('main summary').all()) await summary.click();
      const faults = async () => {
        const builder = new AxeBuilder({ page }).setLegacyMode().options({ resultTypes: ['violations'] });
        const { violations } = await builder.analyze();
        return violations.map(({ id, nodes }) => `${id} ${nodes[0]?.html}`);
      };
      expect(await faults()).toEqual([]);
      expect(await sidewaysOverflow(page)).toBe(0);
      await page.getByRole('button', { name: /^Roof agrees/ }).click();
      expect(await faults()).toEqual([]);
    },
  );

  it.each([
    [1280, 800],
    [390, 844],
  ])('explains its words on hover, focus and tap at %i × %i, within the window', async (width, height) => {
    const page = await afterRun(width, height, 'light');
    for (const term of await page.locator('.why .term').all()) {
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
    expect(await page.locator('.why .term').count()).toBeGreaterThan(3);
  });

  it('reflows at 400 %, and gives fingers 44 px', async () => {
    // 1280 px at 400 %.
    const page = await afterRun(320, 256, 'light');
    for (const place of ['Findings', 'Measure', 'Method']) {
      await page.getByRole('link', { name: place, exact: true }).first().click();
      await page.getByRole('heading', { level: 1 }).waitFor();
      expect(await sidewaysOverflow(page), place).toBe(0);
      const small = await page.evaluate(() =>
        [...document.querySelectorAll<HTMLElement>('button, summary, nav a')]
          // Words inside a sentence are as high as their line.
          .filter(
            target =>
              target.checkVisibility() && !target.closest('p, td, th, dd, h3, .model-controls, .term'),
          )
          .filter(target => target.getBoundingClientRect().height < 44)
          .map(target => target.textContent),
      );
      expect(small, place).toEqual([]);
    }
  });
});
