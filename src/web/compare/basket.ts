import { computed } from '@preact/signals';
import { hashWith, runDigits } from '../link/hash.ts';
import { basketPart, modelPart } from '../link/link.ts';
import { lines, listedRuns } from './known-runs.ts';
import { defaultBasket } from './listing.ts';

/** Side by side on one screen. */
const MOST_AT_FIRST = 4;

/** As many as a link carries. */
export const MOST_IN_BASKET = 12;

/** First digits of the hashes of the runs that are compared; the page's own choice while the reader has made none. */
export const basket = computed<readonly string[]>(() =>
  basketPart.value === null
    ? defaultBasket(lines.value, MOST_AT_FIRST).map(sha256 => runDigits({ sha256 }))
    : basketPart.value.split('.').filter(digits => digits !== '-'),
);

export function isInBasket(sha256: string): boolean {
  return basket.value.some(digits => sha256.startsWith(digits));
}

export function toggleInBasket(sha256: string): void {
  const others = basket.value.filter(digits => !sha256.startsWith(digits));
  const isIn = others.length < basket.value.length;
  putIntoBasket(isIn ? others : [...others, runDigits({ sha256 })]);
}

/** In place of what was chosen before; the newest choices, where there are too many. */
export function putIntoBasket(digits: readonly string[]): void {
  basketPart.value = partOf(digits);
}

function partOf(digits: readonly string[]): string {
  // An empty one is a choice as well.
  return digits.slice(-MOST_IN_BASKET).join('.') || '-';
}

/** To the place Compare, with this run beside those that the reader chose before. */
export function compareLink({ sha256 }: { readonly sha256: string }): string {
  const before = basketPart.value === null ? [] : basket.value;
  const others = before.filter(digits => !sha256.startsWith(digits));
  const runs = partOf([...others, runDigits({ sha256 })]);
  return hashWith('compare', { run: null, panel: null, sort: null, model: modelPart.value, runs });
}

/** Whole hashes of the basket, of those runs that are known; and the digits of the others. */
export const chosen = computed(() => {
  const known: string[] = [];
  const missing: string[] = [];
  for (const digits of basket.value) {
    const run = listedRuns.value.find(({ sha256 }) => sha256.startsWith(digits));
    if (run) known.push(run.sha256);
    else missing.push(digits);
  }
  return { known, missing };
});
