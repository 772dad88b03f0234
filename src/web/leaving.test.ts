import { afterEach, expect, it, vi } from 'vitest';
import { askBeforeLeaving } from './leaving.ts';
import { runState } from './state.ts';

afterEach(() => {
  runState.value = 'idle';
  vi.unstubAllGlobals();
});

it('a page asks before it is left while it measures, and only then', () => {
  const page = new EventTarget();
  vi.stubGlobal('addEventListener', page.addEventListener.bind(page));
  vi.stubGlobal('removeEventListener', page.removeEventListener.bind(page));
  const isAsked = () => !page.dispatchEvent(new Event('beforeunload', { cancelable: true }));
  askBeforeLeaving();
  const asked = (['idle', 'running', 'done', 'running', 'failed'] as const).map(state => {
    runState.value = state;
    return isAsked();
  });
  expect(asked).toEqual([false, true, false, true, false]);
});
