import type { BrowserContext, Page } from 'playwright-core';

const KEY = 'layout-shift-of-test';

/** What moved without being asked to: the sum of the scores, and where. */
export interface Shifts {
  readonly sum: number;
  /** "0.223 at 812 ms: p.lead 8 90 400 20 → 8 140 400 20" (x, y, width, height), the largest first, for whoever has to find out why. */
  readonly moved: readonly string[];
}

/** Adds up what moves in every page of the context from its first paint on, across reloads; what follows a press within half a second is not counted (https://web.dev/articles/cls). */
export async function watchShifts(context: BrowserContext): Promise<void> {
  await context.addInitScript(key => {
    interface Shift extends PerformanceEntry {
      readonly value: number;
      readonly hadRecentInput: boolean;
      readonly sources: readonly {
        readonly node: Node | null;
        readonly previousRect: DOMRectReadOnly;
        readonly currentRect: DOMRectReadOnly;
      }[];
    }
    const named = (node: Node | null): string =>
      node instanceof Element ? `${node.localName}.${node.className}` : (node?.nodeName ?? 'gone');
    const box = ({ x, y, width, height }: DOMRectReadOnly): string =>
      [x, y, width, height].map(Math.round).join(' ');
    const observer = new PerformanceObserver(list => {
      for (const entry of list.getEntries() as Shift[]) {
        if (entry.hadRecentInput) continue;
        const { sum, moved } = JSON.parse(sessionStorage.getItem(key) ?? '{"sum":0,"moved":[]}');
        const where = entry.sources
          .map(
            ({ node, previousRect, currentRect }) =>
              `${named(node)} ${box(previousRect)} → ${box(currentRect)}`,
          )
          .join(', ');
        moved.push(`${entry.value.toFixed(3)} at ${Math.round(entry.startTime)} ms: ${where}`);
        moved.sort().reverse();
        sessionStorage.setItem(key, JSON.stringify({ sum: sum + entry.value, moved }));
      }
    });
    observer.observe({ type: 'layout-shift', buffered: true });
  }, KEY);
}

/** So far, with what is in the frame at hand: the sum is at least the page's CLS. */
export function shiftsOf(page: Page): Promise<Shifts> {
  return page.evaluate(async key => {
    for (let frames = 0; frames < 3; frames++) await new Promise(requestAnimationFrame);
    await new Promise(resolve => setTimeout(resolve));
    return JSON.parse(sessionStorage.getItem(key) ?? '{"sum":0,"moved":[]}') as Shifts;
  }, KEY);
}
