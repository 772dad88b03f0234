import { timeRatio } from '../../stats/paired.ts';
import type { Estimate } from '../evidence/estimate.ts';
import { bestSparse, type MatrixRanking, type RankedKernel } from './matrix-ranking.ts';

/** As the folders of the Deep Learning Matrix Collection call them, by the words of Gale, Elsen and Hooker. */
const METHODS = {
  extended_magnitude_pruning: 'extended magnitude',
  magnitude_pruning: 'magnitude',
  random_pruning: 'random',
  l0_regularization: 'L0',
  variational_dropout: 'variational dropout',
} as const;

/**
 * Densities this near are equal: what a folder is called says how sparse the network was to become, which L0 regularisation misses
 * by up to half.
 */
export const EQUAL_DENSITY = 1.05;

export interface PrunedMatrix {
  readonly ranking: MatrixRanking;
  readonly method: string;
  readonly fastest: RankedKernel;
  /** Time ÷ that of the first of the comparison. */
  readonly toFirst: Estimate;
}

/** Matrices of one shape and as many nonzeros, pruned by two methods or more; the fastest first. */
export interface PruningComparison {
  readonly rowCount: number;
  readonly columnCount: number;
  readonly rows: readonly PrunedMatrix[];
}

/** "transformer/l0_regularization/0.9/a.smtx" → "L0"; null of a name that says nothing of pruning. */
export function pruningMethod(name: string): string | null {
  const found = Object.entries(METHODS).find(([word]) => name.includes(word));
  return found ? found[1] : null;
}

/** The fastest sparse kernel's time by pruning method, where shape and sparsity are the same; sparser ones last. */
export function pruningComparisons(rankings: readonly MatrixRanking[]): readonly PruningComparison[] {
  const pruned = rankings
    .flatMap(ranking => {
      const [method, fastest] = [pruningMethod(ranking.name), bestSparse(ranking)];
      return method === null || fastest === null ? [] : [{ ranking, method, fastest }];
    })
    .sort((a, b) => b.ranking.problem.density - a.ranking.problem.density);
  const groups: (typeof pruned)[] = [];
  for (const one of pruned) {
    const group = groups.find(([first]) => isEqual(first!.ranking, one.ranking));
    if (group) group.push(one);
    else groups.push([one]);
  }
  return groups
    .filter(group => new Set(group.map(({ method }) => method)).size > 1)
    .map(group => comparisonOf(group));
}

function isEqual({ problem: a }: MatrixRanking, { problem: b }: MatrixRanking): boolean {
  const isOneShape = a.rowCount === b.rowCount && a.columnCount === b.columnCount;
  return isOneShape && a.density <= EQUAL_DENSITY * b.density;
}

function comparisonOf(group: readonly Omit<PrunedMatrix, 'toFirst'>[]): PruningComparison {
  const sorted = group.toSorted(
    (a, b) => a.fastest.record.summary.medianNs - b.fastest.record.summary.medianNs,
  );
  const first = sorted[0]!;
  const { rowCount, columnCount } = first.ranking.problem;
  const rows = sorted.flatMap(one => {
    const ratio =
      one === first ? { value: 1, low: 1, high: 1 } : timeRatio(one.fastest.record, first.fastest.record, 1);
    return ratio === null
      ? []
      : [{ ...one, toFirst: { value: ratio.value, low: ratio.low, high: ratio.high } }];
  });
  return { rowCount, columnCount, rows };
}
