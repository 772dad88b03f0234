import { type Box, boxOf, overlap, textWidth } from './label-placement.ts';

/** A name written along a sloping line. */
export interface SlopeName {
  readonly text: string;
  /** Where it starts; `dominant-baseline` central. */
  readonly x: number;
  readonly y: number;
  readonly degrees: number;
  readonly boxes: readonly Box[];
}

export interface SlopeLine {
  readonly text: string;
  readonly x1: number;
  readonly y1: number;
  readonly x2: number;
  readonly y2: number;
}

/** Distance of the text's middle from the line, px. */
const OFFSET = 11;
/** Middles along the line, as shares of its length, in the order they are tried. */
const MIDDLES = [0.6, 0.5, 0.7, 0.4, 0.8, 0.3, 0.2, 0.12] as const;

/**
 * Writes a name above its line, or below, where it meets none of the obstacles. Where there is no such place, the first
 * that stays on the line; null where the line is too short for the text.
 */
export function nameSlope(line: SlopeLine, obstacles: readonly Box[]): SlopeName | null {
  const length = Math.hypot(line.x2 - line.x1, line.y2 - line.y1);
  const width = textWidth(line.text);
  const places = [-OFFSET, OFFSET].flatMap(offset =>
    MIDDLES.filter(middle => middle * length >= width / 2 + 4 && (1 - middle) * length >= width / 2 + 4).map(
      middle => placeAt(line, length, width, middle, offset),
    ),
  );
  const free = places.find(place => !place.boxes.some(box => obstacles.some(other => overlap(box, other))));
  return free ?? places[0] ?? null;
}

function placeAt(line: SlopeLine, length: number, width: number, middle: number, offset: number): SlopeName {
  const cos = (line.x2 - line.x1) / length;
  const sin = (line.y2 - line.y1) / length;
  const start = middle * length - width / 2;
  const x = line.x1 + cos * start - sin * offset;
  const y = line.y1 + sin * start + cos * offset;
  const steps = Math.max(1, Math.ceil(width / 12));
  const boxes = Array.from({ length: steps + 1 }, (_, i) => {
    const along = (width * i) / steps;
    return { x: x + cos * along - 6, y: y + sin * along - 7, width: 12, height: 14 };
  });
  return { text: line.text, x, y, degrees: (Math.atan2(sin, cos) * 180) / Math.PI, boxes };
}

/** A name over a level line: at its right end, else below it, else further left, wherever nothing is in the way. */
export function nameLevel(
  text: string,
  y: number,
  from: number,
  to: number,
  obstacles: readonly Box[],
): { readonly text: string; readonly x: number; readonly y: number; readonly width: number } {
  const width = textWidth(text);
  const ends = [to, (from + 2 * to) / 3 + width / 2, (from + to) / 2 + width / 2].filter(end => end <= to);
  const places = [-10, 11].flatMap(offset =>
    ends.map(end => ({ text, x: end - width, y: y + offset, width })),
  );
  const free = places.find(place => !obstacles.some(other => overlap(boxOf(place), other)));
  return free ?? places[0]!;
}
