/** What a step asks of the time that is left, in ms. */
export interface Wish {
  /** With less, it would say too little to be run. */
  readonly usefulMs: number;
  /** With this, it says what it can. */
  readonly wantedMs: number;
}

/** Steps may take this many times what they want where there is more time than all want. */
const GENEROSITY = 1.5;

/**
 * The share of the first of the steps that are still to come, in ms: what is useful to it, and of what is left beyond
 * the useful minimum of all that fit, a part by what each wants. Steps come in the order of what matters: a later one that
 * does not fit any more takes nothing from those before it.
 * @returns null where what is left is not enough to be useful
 */
export function firstShareMs(wishes: readonly Wish[], leftMs: number): number | null {
  const [first] = wishes;
  if (first === undefined || first.usefulMs > leftMs) return null;
  const fitting: Wish[] = [];
  let usefulMs = 0;
  for (const wish of wishes) {
    if (usefulMs + wish.usefulMs > leftMs) continue;
    fitting.push(wish);
    usefulMs += wish.usefulMs;
  }
  const moreOf = ({ usefulMs: least, wantedMs }: Wish) => Math.max(0, wantedMs - least);
  const wantedMoreMs = fitting.reduce((sum, wish) => sum + moreOf(wish), 0);
  const part = wantedMoreMs === 0 ? 0 : (moreOf(first) / wantedMoreMs) * (leftMs - usefulMs);
  const mostMs = Math.max(first.usefulMs, GENEROSITY * first.wantedMs);
  return Math.floor(Math.min(first.usefulMs + part, mostMs));
}
