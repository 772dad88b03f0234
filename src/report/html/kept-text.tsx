import type { ComponentChildren } from 'preact';
import { keepUnits } from '../../core/units.ts';

/** A value with its interval, as formatInterval writes them. */
const WITH_INTERVAL =
  /(-?[\d.,]+(?:\u00a0[^\s()]+)? \((?:over |under |-?[\d.,]+[^()]{0,12}(?:–| to ))-?[\d.,]+[^()]{0,12}\))/;

/** The text, with no line break between a number and its unit, nor within a value and its interval. */
export function keptText(text: string): ComponentChildren {
  return keepUnits(text)
    .split(WITH_INTERVAL)
    .map((part, index) =>
      index % 2 === 0 ? (
        part
      ) : (
        <span key={index} class="kept">
          {part}
        </span>
      ),
    );
}
