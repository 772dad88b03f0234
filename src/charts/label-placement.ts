/** Places direct labels so that none overlaps another, a point or the frame. Pure geometry, in px. */

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface LabelRequest {
  readonly text: string;
  /** The point that the label names. */
  readonly anchorX: number;
  readonly anchorY: number;
}

export interface PlacedLabel extends LabelRequest {
  /** Left end of the baseline's box; the text is drawn from here, `dominant-baseline` central at `y`. */
  readonly x: number;
  readonly y: number;
  readonly width: number;
  /** Far enough from its point to need a line to it. */
  readonly leader: boolean;
}

export const FONT_SIZE = 12;
const LINE_HEIGHT = 15;

const NARROW = new Set("fijlrtI.,:;|!()[]' ·");
const WIDE = new Set('mwMW@%—×');

/** Width of a text in system-ui, estimated on the wide side: no DOM is asked. */
export function textWidth(text: string, fontSize = FONT_SIZE): number {
  let ems = 0;
  for (const character of text) {
    if (NARROW.has(character)) ems += 0.4;
    else if (WIDE.has(character)) ems += 0.98;
    else ems += character >= 'A' && character <= 'Z' ? 0.72 : 0.625;
  }
  return ems * fontSize;
}

/** A text cut in its middle, so that it is at most so wide, px; whole where it fits. */
export function fittedText(text: string, width: number): string {
  const characters = [...text];
  let shown = text;
  for (let kept = characters.length - 1; kept > 1 && textWidth(shown) > width; kept--) {
    const head = Math.ceil(kept / 2);
    shown = `${characters.slice(0, head).join('')}…${characters.slice(head - kept).join('')}`;
  }
  return shown;
}

/** Distances from the point at which a place is looked for; from the third on a leader is drawn. */
const DISTANCES = [9, 16, 26, 40, 58, 80] as const;
const DIRECTIONS = [
  [1, 0],
  [1, -0.7],
  [1, 0.7],
  [-1, 0],
  [0, -1],
  [0, 1],
  [-1, -0.7],
  [-1, 0.7],
] as const;

/**
 * @param requests most important first; each takes the first free place about its point
 * @param obstacles points, lines and other text to keep off
 * @returns the labels that found a place; one that did not is left to the table
 */
export function placeLabels(
  requests: readonly LabelRequest[],
  obstacles: readonly Box[],
  frame: Box,
): readonly PlacedLabel[] {
  const taken = [...obstacles];
  const placed: PlacedLabel[] = [];
  for (const request of requests) {
    const found = firstFree(request, taken, frame);
    if (!found) continue;
    placed.push(found);
    taken.push(boxOf(found));
  }
  return placed;
}

function firstFree(request: LabelRequest, taken: readonly Box[], frame: Box): PlacedLabel | null {
  const width = textWidth(request.text);
  for (const distance of DISTANCES) {
    for (const [dx, dy] of DIRECTIONS) {
      const x = request.anchorX + dx * distance - (dx > 0 ? 0 : dx < 0 ? width : width / 2);
      const y = request.anchorY + dy * (dx === 0 ? distance + 3 : distance);
      const label = { ...request, x, y, width, leader: distance > DISTANCES[1] };
      const box = boxOf(label);
      if (inside(box, frame) && !taken.some(other => overlap(box, other))) return label;
    }
  }
  return null;
}

export function boxOf(label: Pick<PlacedLabel, 'x' | 'y' | 'width'>): Box {
  return { x: label.x - 1, y: label.y - LINE_HEIGHT / 2, width: label.width + 2, height: LINE_HEIGHT };
}

export function overlap(a: Box, b: Box): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}

function inside(box: Box, frame: Box): boolean {
  return (
    box.x >= frame.x &&
    box.y >= frame.y &&
    box.x + box.width <= frame.x + frame.width &&
    box.y + box.height <= frame.y + frame.height
  );
}

/** Square box about a point. */
export function around(x: number, y: number, radius: number): Box {
  return { x: x - radius, y: y - radius, width: 2 * radius, height: 2 * radius };
}

/** Boxes along a straight line, so that labels keep off it. */
export function alongLine(x1: number, y1: number, x2: number, y2: number, radius = 3): readonly Box[] {
  const steps = Math.max(1, Math.ceil(Math.hypot(x2 - x1, y2 - y1) / (2 * radius)));
  return Array.from({ length: steps + 1 }, (_, i) => {
    const t = i / steps;
    return around(x1 + (x2 - x1) * t, y1 + (y2 - y1) * t, radius);
  });
}

/** Moves values apart to at least `gap`, keeping their order and staying within [low, high]; for labels at line ends. */
export function spread(values: readonly number[], gap: number, low: number, high: number): readonly number[] {
  const order = values.map((_, i) => i).sort((a, b) => values[a]! - values[b]!);
  const result = [...values];
  let previous = Number.NEGATIVE_INFINITY;
  for (const i of order) {
    result[i] = Math.max(values[i]!, previous + gap, low);
    previous = result[i];
  }
  let next = high + gap;
  for (const i of order.reverse()) {
    result[i] = Math.min(result[i]!, next - gap);
    next = result[i];
  }
  return result;
}
