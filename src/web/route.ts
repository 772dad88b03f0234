import { signal } from '@preact/signals';
import { placeInHash } from './link/hash.ts';

/** The places of the page, in the order of the header; each is a hash in the address. */
export const PLACES = ['measure', 'findings', 'compare', 'method'] as const;
export type Place = (typeof PLACES)[number];

export const PLACE_NAMES: Readonly<Record<Place, string>> = {
  measure: 'Measure',
  findings: 'Findings',
  compare: 'Compare',
  method: 'Method',
};

function placeOf(hash: string): Place {
  const name = placeInHash(hash);
  return PLACES.find(place => place === name) ?? 'measure';
}

export const place = signal<Place>(placeOf(location.hash));

/** Follows the address from now on: links, back and forward. */
export function followAddress(): void {
  window.addEventListener('hashchange', () => {
    place.value = placeOf(location.hash);
    window.scrollTo(0, 0);
  });
}

export function goTo(target: Place): void {
  location.hash = target;
}
