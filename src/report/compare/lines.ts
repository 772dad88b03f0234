import type { Painter, Tone } from '../table/colour.ts';
import { REPORT_WIDTH, wrap } from '../table/text.ts';

export type Lines = readonly string[];

/** Nothing where there is nothing to say. */
export function toned(text: string, tone: Tone, paint: Painter): Lines {
  return text === '' ? [] : wrap(text, REPORT_WIDTH).map(line => paint(tone, line));
}
