import { median } from './quantile.ts';

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** Median of the slopes between all pairs with different x (Theil 1950, Sen 1968); null without such a pair. */
export function theilSenSlope(points: readonly Point[]): number | null {
  const slopes: number[] = [];
  points.forEach((a, i) => {
    for (const b of points.slice(i + 1)) {
      if (a.x !== b.x) slopes.push((b.y - a.y) / (b.x - a.x));
    }
  });
  return slopes.length === 0 ? null : median(slopes);
}
