import type { Relation } from '../relation.ts';

/** Sums of so many products, in so many places, round somewhere. */
const MANY_TERMS = 64;
const MANY_ELEMENTS = 64;

const relation: Relation = {
  id: 'check/too-exact',
  severity: 'doubtful',
  claim:
    'Long sums in f32 differ from those in f64: a worst error of exactly 0 was not found by comparing them.',
  *breaches({ ok, isSimulated }) {
    if (isSimulated) return;
    for (const { where, record } of ok) {
      const { check, problem, operation } = record;
      if (operation !== 'matvec' && operation !== 'matmul') continue;
      if (check.worstRatio !== 0 || check.elementCount < MANY_ELEMENTS || problem.rowStats.mean < MANY_TERMS)
        continue;
      yield {
        where: `${where}.check.worstRatio`,
        message: `0 over ${check.elementCount} sums of ${Math.round(problem.rowStats.mean)} products`,
      };
    }
  },
};

export default relation;
