import {
  symbol,
  symbolCircle,
  symbolCross,
  symbolDiamond,
  symbolSquare,
  symbolStar,
  symbolTriangle,
  symbolWye,
} from 'd3';
import type { BenchRecord } from '../core/record.ts';
import { familyOf } from './measured.ts';
import { type Family, familyPaint } from './palette.ts';

/** How one kernel looks in every figure: colour from its family, shape and dash its own, so that greyscale suffices. */
export interface Mark {
  readonly family: Family;
  readonly colour: string;
  /** SVG path about the origin. */
  readonly path: string;
  /** `stroke-dasharray`; undefined draws solid. */
  readonly dash: string | undefined;
}

export type Marks = ReadonlyMap<string, Mark>;

const SHAPES = [
  symbolCircle,
  symbolSquare,
  symbolTriangle,
  symbolDiamond,
  symbolCross,
  symbolWye,
  symbolStar,
] as const;
const DASHES = [undefined, '7 3', '2 3', '9 3 2 3'] as const;
const SYMBOL_AREA = 46;

/** Marks of all kernels in a run. Within a family, shapes go by kernel id (host code
 * last), so that the same kernels look the same in every run. */
export function marksOf(records: readonly BenchRecord[]): Marks {
  const families = new Map<string, Family>();
  for (const record of records) families.set(record.kernelId, familyOf(record));
  const used = new Map<Family, number>();
  const marks = new Map<string, Mark>();
  for (const kernelId of [...families.keys()].sort(hostLast)) {
    const family = families.get(kernelId)!;
    const index = used.get(family) ?? 0;
    used.set(family, index + 1);
    marks.set(kernelId, {
      family,
      colour: familyPaint(family),
      path: symbol(SHAPES[index % SHAPES.length], SYMBOL_AREA)() ?? '',
      dash: DASHES[index % DASHES.length],
    });
  }
  return marks;
}

function hostLast(a: string, b: string): number {
  const host = Number(a.startsWith('host/')) - Number(b.startsWith('host/'));
  return host !== 0 ? host : a < b ? -1 : 1;
}

/** "gemv/rows-per-workgroup" → "rows-per-workgroup", where the family is already said. */
export function shortKernel(kernelId: string): string {
  return kernelId.slice(kernelId.indexOf('/') + 1);
}
