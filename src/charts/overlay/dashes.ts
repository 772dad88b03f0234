import { symbol, symbolCircle } from 'd3';

/** SVG path about the origin. */
export const CIRCLE = symbol(symbolCircle, 46)()!;

const DASHES = [undefined, '8 4', '2 3', '9 3 2 3', '14 4', '4 4'] as const;

/** `stroke-dasharray` of the machine at a place in the list; undefined draws solid. */
export function dashOf(index: number): string | undefined {
  return DASHES[index % DASHES.length];
}
