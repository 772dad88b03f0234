import { vi } from 'vitest';

/** Stands in for the browser's globals. What uses them at import is to be imported after this. */
export function standInPage(): { showTab(isVisible: boolean): void } {
  const document = Object.assign(new EventTarget(), { hidden: false });
  vi.stubGlobal('document', document);
  vi.stubGlobal('location', { hash: '', search: '' });
  return {
    showTab: isVisible => {
      document.hidden = !isVisible;
      document.dispatchEvent(new Event('visibilitychange'));
    },
  };
}
