import { batch, computed, effect, signal } from '@preact/signals';
import { place } from '../route.ts';
import { panelShown, result, runState, showPanel } from '../state.ts';
import { hashWith, type LinkParts, partsInHash, runDigits } from './hash.ts';

/** Column of the table of all cases, as in LinkParts. */
export const sortPart = signal<string | null>(null);
/** The reader's model as the link has it; null while it is the default. */
export const modelPart = signal<string | null>(null);

/** The runs that are compared, as in LinkParts; null while the page chooses. */
export const basketPart = signal<string | null>(null);

/** A link was followed to a run that is not shown yet. */
export interface AwaitedRun {
  readonly run: string;
  readonly panel: string | null;
  /** It is neither kept here nor an example: only its file can show it. */
  readonly isMissing: boolean;
}

export const awaitedRun = signal<AwaitedRun | null>(null);

/** Of what is shown, or is about to be. */
const parts = computed<LinkParts>(() => {
  const awaited = awaitedRun.value;
  const shownRun = runState.value === 'running' || !result.value ? null : runDigits(result.value.file);
  return {
    run: awaited?.run ?? shownRun,
    panel: awaited ? awaited.panel : panelShown(),
    sort: sortPart.value,
    model: modelPart.value,
    runs: place.value === 'compare' ? basketPart.value : null,
  };
});

/** The link to what is shown, whole. */
export function linkHere(): string {
  const { origin, pathname } = location;
  return `${origin}${pathname}${hashWith('findings', { ...parts.value, runs: null })}`;
}

/**
 * The address says from now on what is shown, and a link that is followed shows what it says.
 * @param open finds a run by the first digits of its hash
 */
export function followLink(open: (run: string) => void): void {
  const apply = (hash: string) => {
    const given = partsInHash(hash);
    if (given !== null) follow(given, open);
    // A link to a place alone took the parts out of the address.
    else writeHash();
  };
  // By now the address may have been written anew, for the place that the link names.
  window.addEventListener('hashchange', ({ newURL }) => apply(new URL(newURL).hash));
  runState.subscribe(state => {
    if (state === 'running') awaitedRun.value = null;
  });
  apply(location.hash);
  effect(writeHash);
}

function writeHash(): void {
  const hash = hashWith(place.value, parts.value);
  const saysNothing = !hash.includes('?') && !location.hash.includes('?');
  if (!saysNothing && hash !== location.hash) history.replaceState(null, '', hash);
}

function follow({ run, panel, sort, model, runs }: LinkParts, open: (run: string) => void): void {
  const isElsewhere = run !== null && run !== parts.peek().run && runState.peek() !== 'running';
  batch(() => {
    sortPart.value = sort;
    modelPart.value = model;
    if (place.peek() === 'compare') basketPart.value = runs;
    if (isElsewhere) awaitedRun.value = { run, panel, isMissing: false };
    else showPanel(panel);
  });
  if (isElsewhere) open(run);
}

/** The panel with which a file is to be shown; whatever run was awaited no longer is. */
export function panelFor(file: { readonly sha256: string }): string | null {
  const awaited = awaitedRun.peek();
  awaitedRun.value = null;
  return awaited !== null && file.sha256.startsWith(awaited.run) ? awaited.panel : null;
}
