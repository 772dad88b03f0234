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
import { isHost } from '../analysis/evidence/usable.ts';
import type { BenchRecord } from '../core/record/record.ts';
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
  const kernels = new Map(records.map(record => [record.case.kernelId, record]));
  const used = new Map<Family, number>();
  const marks = new Map<string, Mark>();
  for (const record of [...kernels.values()].sort(hostLast)) {
    const { kernelId } = record.case;
    const family = familyOf(record);
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

function hostLast(a: BenchRecord, b: BenchRecord): number {
  const host = Number(isHost(a)) - Number(isHost(b));
  return host !== 0 ? host : a.case.kernelId < b.case.kernelId ? -1 : 1;
}

/** "gemv/rows-per-workgroup" → "rows-per-workgroup", "spmv-f16/sell" → "sell f16", where the family is already said. */
export function shortKernel(kernelId: string): string {
  const [family, name = kernelId] = kernelId.split('/');
  return family!.endsWith('-f16') ? `${name} f16` : name;
}
