import type { CrossoverSeries } from '../../core/record/finding.ts';
import { groupBy } from '../evidence/usable.ts';

/**
 * Of crossovers those that were looked for: on patterns and shapes of two densities or more. A matrix from a file is one, and so
 * is one that stands beside products with several columns.
 */
export function sweptCrossovers(all: readonly CrossoverSeries[]): readonly CrossoverSeries[] {
  const groups = groupBy(
    all,
    ({ pattern, rowCount, columnCount }) => `${pattern} ${rowCount} ${columnCount}`,
  );
  const densities = (series: readonly CrossoverSeries[]) =>
    new Set(series.flatMap(({ points }) => points.map(({ density }) => density)));
  const swept = new Set([...groups.values()].filter(series => densities(series).size > 1).flat());
  return all.filter(series => swept.has(series));
}
