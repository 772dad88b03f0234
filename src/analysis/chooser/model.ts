import type { OkRecord } from '../../core/record/record.ts';
import { naturalLog } from '../../stats/elementary.ts';
import { median } from '../../stats/quantile.ts';

/** What the time of a sparse product may follow, known before it is timed. */
export interface Demand {
  /** Dispatches of one execution. */
  readonly launches: number;
  /** Of the matrix as it lies on the device, x and y. */
  readonly bytes: number;
  /** Elements of x that are looked up. */
  readonly gathers: number;
  /** Nonzeros of the longest row: what one thread walks where rows are not shared out. */
  readonly chain: number;
  readonly rows: number;
}

/** T = launches · t0 + max(bytes ÷ rate, gathers ÷ rate, chain · step, rows · step): the inverse rates, in ns. */
export interface Coefficients {
  readonly byteNs: number;
  readonly gatherNs: number;
  readonly chainNs: number;
  readonly rowNs: number;
}

/** Fewer matrices than this fit no coefficients. */
const LEAST_FITTED = 4;
/** Factors that a coefficient is tried at, from coarse to fine. */
const STEPS = [8, 2, 1.3, 1.08, 1.02];
const MOST_TURNS = 30;

export function demandOf({ problem, copies, work, stageCount = 1 }: OkRecord): Demand {
  return {
    launches: stageCount,
    bytes: copies.workingSetBytes / copies.count + 4 * (problem.rowCount + problem.columnCount),
    gathers: work.executedFlops / 2,
    chain: problem.rowStats.max,
    rows: problem.rowCount,
  };
}

/** @param t0Ns 0 where it is not known */
export function predictNs(demand: Demand, coefficients: Coefficients, t0Ns: number): number {
  const { byteNs, gatherNs, chainNs, rowNs } = coefficients;
  const longest = Math.max(
    demand.bytes * byteNs,
    demand.gathers * gatherNs,
    demand.chain * chainNs,
    demand.rows * rowNs,
  );
  return demand.launches * t0Ns + longest;
}

/**
 * A kernel's own coefficients: those with the least squares of log T over matrices that it was timed on, going along one
 * after the other. Null where there are too few.
 */
export function fitCoefficients(
  seen: readonly { readonly demand: Demand; readonly ns: number }[],
  t0Ns: number,
): Coefficients | null {
  if (seen.length < LEAST_FITTED) return null;
  const typical = (of: (demand: Demand) => number) =>
    median(seen.map(({ demand, ns }) => ns / Math.max(1, of(demand))));
  const names = ['byteNs', 'gatherNs', 'chainNs', 'rowNs'] as const;
  let best: Coefficients = {
    byteNs: typical(({ bytes }) => bytes),
    gatherNs: typical(({ gathers }) => gathers) / 2,
    chainNs: typical(({ chain }) => chain) / 8,
    rowNs: typical(({ rows }) => rows) / 8,
  };
  const lossOf = (tried: Coefficients) =>
    seen.reduce((sum, { demand, ns }) => sum + naturalLog(ns / predictNs(demand, tried, t0Ns)) ** 2, 0);
  let loss = lossOf(best);
  for (const step of STEPS) {
    for (let turn = 0, improved = true; improved && turn < MOST_TURNS; turn++) {
      improved = false;
      for (const name of names) {
        for (const factor of [step, 1 / step]) {
          const tried = { ...best, [name]: best[name] * factor };
          const triedLoss = lossOf(tried);
          if (!(triedLoss < loss)) continue;
          [best, loss, improved] = [tried, triedLoss, true];
        }
      }
    }
  }
  return best;
}
