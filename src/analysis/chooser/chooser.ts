import { createRandom } from '../../core/random.ts';
import type { Finding } from '../../core/record/finding.ts';
import type { OkRecord, TimerId } from '../../core/record/record.ts';
import { formatNumber } from '../../core/units.ts';
import { intervalOf, REPLICATES } from '../../stats/bootstrap.ts';
import { exponential, naturalLog } from '../../stats/elementary.ts';
import { estimateText } from '../evidence/estimate.ts';
import { finding, judge } from '../evidence/finding-of.ts';
import { THRESHOLDS } from '../evidence/thresholds.ts';
import { type Regret, regrets } from './regret.ts';

/** Fewer say nothing of matrices that were not seen. */
const LEAST_MATRICES = 12;
const LEAST_FAMILIES = 4;
const SEED = 0xc405e;

/**
 * Whether the fastest sparse kernel can be told from what it stores, gathers and waits for: time of the chosen kernel ÷ that
 * of the best, in the geometric mean over matrices of families that the chooser did not know. None where too few were measured.
 */
export function chooserFindings(
  records: readonly OkRecord[],
  t0Of: (timerId: TimerId) => number | null,
): readonly Finding[] {
  const found = regrets(records, t0Of);
  const families = new Set(found.map(({ family }) => family));
  if (found.length < LEAST_MATRICES || families.size < LEAST_FAMILIES) return [];
  const estimate = geometricMean(found.map(({ ratio }) => naturalLog(ratio)));
  const most = THRESHOLDS.chooserMostRegret;
  const status = judge(estimate, {
    supports: ({ high }) => high <= most,
    refutes: ({ low }) => low > most,
  });
  const worst = found.reduce((a, b) => (b.ratio > a.ratio ? b : a));
  const facts = { id: 'chooser', title: 'Choosing the sparse kernel by its matrix', unit: 'ratio' };
  return [finding(facts, status, estimate, { evidence: evidenceOf(found), reason: reasonOf(found, worst) })];

  function reasonOf(all: readonly Regret[], { chosen, best, problem, ratio }: Regret): string {
    const right = all.filter(one => one.chosen === one.best).length;
    const regret = `On ${all.length} matrices of ${families.size} families, each chosen for by what the others showed, the chosen kernel takes ${estimateText(estimate)} of the time of the best that was timed there, in the geometric mean; ${formatNumber(most)} is allowed.`;
    const exact = `${right} times it is that kernel.`;
    const atWorst =
      worst.chosen === worst.best
        ? ''
        : ` At worst, on ${problem}, ${chosen.case.kernelId} takes ${formatNumber(ratio)} of what ${best.case.kernelId} takes.`;
    return `${regret} ${exact}${atWorst}`;
  }
}

function evidenceOf(found: readonly Regret[]): readonly string[] {
  return [...new Set(found.flatMap(({ chosen, best }) => [chosen.address, best.address]))];
}

/** With the 95 % interval of matrices drawn anew. */
function geometricMean(logs: readonly number[]): { value: number; low: number; high: number } {
  const meanOf = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const random = createRandom(SEED);
  const replicates = Array.from({ length: REPLICATES }, () =>
    meanOf(logs.map(() => logs[Math.floor(random.unit() * logs.length)]!)),
  );
  const { low, high } = intervalOf(replicates);
  const value = meanOf(logs);
  return {
    value: exponential(value),
    low: exponential(Math.min(low, value)),
    high: exponential(Math.max(high, value)),
  };
}
