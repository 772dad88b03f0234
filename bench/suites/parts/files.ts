import type { Plan, Section, SuiteContext } from '../../../src/core/plan.ts';
import { against, singles, tunedCase } from './cases.ts';
import { familyOf, fastestDenseId } from './dense.ts';

/** Storing a matrix densely is left out where one product would take longer than this. */
const DENSE_LIMIT_NS = 150e6;

/** Every sparse kernel and the dense ones on every matrix that the user brought. */
export function fileSections(context: SuiteContext, weight: number): Pick<Plan, 'sections' | 'leftOut'> {
  const sections: Section[] = [];
  const leftOut: Plan['leftOut'][number][] = [];
  for (const [index, { spec, facts }] of context.files.entries()) {
    const sparse = familyOf(context, 'spmv').map(id => tunedCase(context, id, spec));
    const dense = familyOf(context, 'gemv').flatMap(id => {
      const c = tunedCase(context, id, spec);
      const ns = context.pilot.estimateNs(id, { ...facts, rhsColumnCount: 1 });
      if (ns <= DENSE_LIMIT_NS || !Number.isFinite(ns)) return [c];
      const reason = `stored densely, one product would take about ${Math.round(ns / 1e6)} ms, more than the ${DENSE_LIMIT_NS / 1e6} ms allowed`;
      leftOut.push({ case: c, reason });
      return [];
    });
    const fastest = fastestDenseId(context, facts.rowCount, facts.columnCount);
    const reference = dense.find(({ kernelId }) => kernelId === fastest);
    const groups = reference
      ? [
          ...against(reference, sparse),
          ...against(
            reference,
            dense.filter(c => c !== reference),
          ),
        ]
      : [...singles(sparse), ...singles(dense)];
    const rest = reference && groups.length === 0 ? singles([reference]) : [];
    sections.push({
      id: `file/${index}`,
      title: facts.pattern,
      groups: [...groups, ...rest],
      weight: weight / context.files.length,
    });
  }
  return { sections, leftOut };
}
