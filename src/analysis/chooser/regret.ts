import type { OkRecord, TimerId } from '../../core/record/record.ts';
import { perDispatchNs } from '../../stats/per-dispatch.ts';
import { median } from '../../stats/quantile.ts';
import { groupBy, isSparse, plainRecords, problemKey } from '../evidence/usable.ts';
import { type Coefficients, demandOf, fitCoefficients, predictNs } from './model.ts';

/** What trusting the chooser cost on one matrix that it was not fitted on. */
export interface Regret {
  /** Of matrices that are alike: a pattern, or files of one name up to its first digit. */
  readonly family: string;
  readonly problem: string;
  readonly chosen: OkRecord;
  readonly best: OkRecord;
  /** Time of the chosen ÷ that of the best, in the rounds that did not say which is best. */
  readonly ratio: number;
}

interface Timed {
  readonly record: OkRecord;
  /** Medians of alternating rounds. */
  readonly evenNs: number;
  readonly oddNs: number;
}

/** Products of one matrix, in one cache state and by one clock. */
interface Field {
  readonly family: string;
  readonly problem: string;
  readonly timed: readonly Timed[];
}

/**
 * On every matrix with two sparse kernels or more: which the chooser takes when it knows all other families of matrices alone,
 * and what that costs. The best is named by one half of the rounds and its time read off the other, so that neither is lucky.
 * @param t0Of dispatch cost of a clock in ns, null where unknown
 */
export function regrets(
  records: readonly OkRecord[],
  t0Of: (timerId: TimerId) => number | null,
): readonly Regret[] {
  const fields = fieldsOf(records);
  const families = groupBy(fields, ({ family }) => family);
  return [...families].flatMap(([family, own]) => {
    const known = fields.filter(field => field.family !== family);
    const model = fittedModel(known, t0Of);
    return own.flatMap(({ problem, timed }) => {
      const predicted = timed.flatMap(one => {
        const { timerId, case: c } = one.record;
        const fitted = model.get(c.kernelId);
        return fitted ? [{ one, ns: predictNs(demandOf(one.record), fitted, t0Of(timerId) ?? 0) }] : [];
      });
      // Of one kernel, or none, there is no choice.
      if (predicted.length < 2) return [];
      const chosen = predicted.reduce((a, b) => (b.ns < a.ns ? b : a)).one;
      const best = least(timed, ({ evenNs }) => evenNs);
      const ratio = chosen.oddNs / best.oddNs;
      return [{ family, problem, chosen: chosen.record, best: best.record, ratio }];
    });
  });
}

/** By kernel; those that were timed on too few matrices are not in it. */
function fittedModel(
  fields: readonly Field[],
  t0Of: (timerId: TimerId) => number | null,
): ReadonlyMap<string, Coefficients> {
  const byKernel = groupBy(
    fields.flatMap(({ timed }) => timed),
    ({ record }) => record.case.kernelId,
  );
  const model = new Map<string, Coefficients>();
  for (const [kernelId, timed] of byKernel) {
    const seen = timed.map(({ record }) => ({ demand: demandOf(record), ns: record.summary.medianNs }));
    const fitted = fitCoefficients(seen, t0Of(timed[0]!.record.timerId) ?? 0);
    if (fitted) model.set(kernelId, fitted);
  }
  return model;
}

function fieldsOf(records: readonly OkRecord[]): readonly Field[] {
  const products = plainRecords(records).filter(record => record.operation === 'matvec' && isSparse(record));
  const sameConditions = groupBy(
    products,
    record => `${problemKey(record)} ${record.valueType} ${record.case.cache} ${record.timerId}`,
  );
  return [...sameConditions.values()].flatMap(same => {
    const timed = same.flatMap(record => halves(record) ?? []);
    const family = familyOf(same[0]!);
    return timed.length < 2 ? [] : [{ family, problem: problemKey(same[0]!), timed }];
  });
}

function halves(record: OkRecord): Timed | null {
  const observations = perDispatchNs(record.samples, record.timerId);
  const of = (parity: number) =>
    median(observations.filter(({ round }) => round % 2 === parity).map(({ ns }) => ns));
  const [evenNs, oddNs] = [of(0), of(1)];
  return evenNs > 0 && oddNs > 0 ? { record, evenNs, oddNs } : null;
}

function familyOf({ problem, case: { problem: spec } }: OkRecord): string {
  if (spec.generator !== 'file') return problem.pattern;
  return /^[^\d]*/.exec(String(spec.params.name ?? problem.pattern))![0].toLowerCase();
}

function least(timed: readonly Timed[], of: (one: Timed) => number): Timed {
  return timed.reduce((best, one) => (of(one) < of(best) ? one : best));
}
