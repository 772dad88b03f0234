import type { Halving, Plan, Section, SuiteContext } from '../../../src/core/plan.ts';
import { formatDuration } from '../../../src/core/units.ts';
import { against, singles, tunedCase } from './cases.ts';
import { familyOf, fastestDenseId } from './dense.ts';

/** Storing a matrix densely is left out where one product would take longer than this; the reference may take more. */
const DENSE_LIMIT_NS = 150e6;
/** No dispatch can be divided, and a GPU's watchdog ends long ones; a CPU has none. */
const REFERENCE_LIMIT_NS = { hardware: 200e6, software: 1e9 } as const;

/**
 * Every sparse kernel and the dense ones on every matrix that the user brought, first those that the others are held against:
 * the time may end before the last ones.
 * @param halving of the field on each matrix; absent: all are measured to the end
 */
export function fileSections(
  context: SuiteContext,
  weight: number,
  halving?: Halving,
): Pick<Plan, 'sections' | 'leftOut'> {
  const sections: Section[] = [];
  const leftOut: Plan['leftOut'][number][] = [];
  for (const [index, { spec, facts }] of context.files.entries()) {
    const sparse = referencesFirst(context, halving).map(id => tunedCase(context, id, spec));
    const fastest = fastestDenseId(context, facts.rowCount, facts.columnCount);
    const dense = familyOf(context, 'gemv').flatMap(id => {
      const c = tunedCase(context, id, spec);
      const ns = context.pilot.estimateNs(id, { ...facts, rhsColumnCount: 1 });
      const limitNs = id === fastest ? REFERENCE_LIMIT_NS[context.deviceClass] : DENSE_LIMIT_NS;
      if (ns <= limitNs || !Number.isFinite(ns)) return [c];
      const reason = `stored densely, one product would take about ${formatDuration(ns)}, more than the ${formatDuration(limitNs)} allowed`;
      leftOut.push({ case: c, reason });
      return [];
    });
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
      ...(halving && { halving }),
    });
  }
  return { sections, leftOut };
}

function referencesFirst(context: SuiteContext, halving?: Halving): readonly string[] {
  const stays = (id: string) => halving?.stays.includes(id) ?? false;
  const sparse = familyOf(context, 'spmv');
  return [...sparse.filter(stays), ...sparse.filter(id => !stays(id))];
}
