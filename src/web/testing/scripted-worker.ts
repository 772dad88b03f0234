import type { BrowserContext, Page } from 'playwright-core';
import type { RunEvent } from '../../core/event.ts';
import { createFakeEngine } from './fake-engine.ts';

/** In place of the worker that measures, in every page of the context: a run is these events at once, and then silence. */
export async function scriptWorker(context: BrowserContext, events: readonly RunEvent[]): Promise<void> {
  const description = await createFakeEngine('bandwidthBound').describe();
  await context.addInitScript(
    script => {
      class ScriptedWorker extends EventTarget {
        postMessage(message: { type: string; asked?: number }): void {
          if (message.type === 'describe')
            this.say([{ type: 'description', asked: message.asked, ...script.answer }]);
          if (message.type === 'start') this.say(script.events);
          if (message.type === 'kept') document.documentElement.dataset.kept = 'yes';
        }
        terminate(): void {}
        say(messages: readonly unknown[]): void {
          setTimeout(() => {
            for (const data of messages) this.dispatchEvent(new MessageEvent('message', { data }));
          });
        }
      }
      Object.defineProperty(globalThis, 'Worker', { value: ScriptedWorker });
    },
    { answer: { description }, events },
  );
}

/** The page has said that it kept the partial file. */
export async function partialKept(page: Page): Promise<void> {
  await page.locator('html[data-kept]').waitFor();
}
