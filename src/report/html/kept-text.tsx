import type { ComponentChildren } from 'preact';
import { keepUnits } from '../../core/units.ts';

/** A value with its interval, as formatInterval writes them; or a range alone. */
const WITH_INTERVAL =
  /(−?[\d.,]+(?:\u00a0[^\s()]+)? \((?:over |under |−?[\d.,]+[^()]{0,12}(?:–| to ))−?[\d.,]+[^()]{0,12}\)|\d[\d.,]*–[\d.,]*\d)/;

/** The text, with no line break between a number and its unit, nor within a range and the value before it. */
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
