import { signal } from '@preact/signals';

export type Theme = 'light' | 'dark';

const KEY = 'ridgepoint-theme';
const system = window.matchMedia('(prefers-color-scheme: dark)');

function remembered(): Theme | null {
  try {
    const value = localStorage.getItem(KEY);
    return value === 'light' || value === 'dark' ? value : null;
  } catch {
    return null;
  }
}

/** The theme in force: the remembered choice, else the system's. */
export const theme = signal<Theme>(remembered() ?? (system.matches ? 'dark' : 'light'));

/** Applies the theme and follows the system while nothing was chosen. */
export function followTheme(): void {
  const apply = () => {
    document.documentElement.dataset.theme = theme.value;
  };
  theme.subscribe(apply);
  system.addEventListener('change', event => {
    if (remembered() === null) theme.value = event.matches ? 'dark' : 'light';
  });
}

export function chooseTheme(next: Theme): void {
  theme.value = next;
  try {
    localStorage.setItem(KEY, next);
  } catch {
    // Storage may be forbidden; the choice then lasts as long as the page.
  }
}
