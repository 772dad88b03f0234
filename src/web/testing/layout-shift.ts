import type { BrowserContext, Page } from 'playwright-core';

const KEY = 'layout-shift-of-test';

/** Adds up what moves in every page of the context from its first paint on, across reloads; what follows a press within half a second is not counted (https://web.dev/articles/cls). */
export async function watchShifts(context: BrowserContext): Promise<void> {
  await context.addInitScript(key => {
    const observer = new PerformanceObserver(list => {
      for (const entry of list.getEntries() as (PerformanceEntry & Shift)[]) {
        if (entry.hadRecentInput) continue;
        sessionStorage.setItem(key, String(Number(sessionStorage.getItem(key) ?? 0) + entry.value));
      }
    });
    interface Shift {
      readonly value: number;
      readonly hadRecentInput: boolean;
    }
    observer.observe({ type: 'layout-shift', buffered: true });
  }, KEY);
}

/** Sum so far, with what is in the frame at hand: at least as much as the page's CLS. */
export function shiftSum(page: Page): Promise<number> {
  return page.evaluate(async key => {
    for (let frames = 0; frames < 3; frames++) await new Promise(requestAnimationFrame);
    await new Promise(resolve => setTimeout(resolve));
    return Number(sessionStorage.getItem(key) ?? 0);
  }, KEY);
}
