import { kernels } from '../../../src/catalog.ts';
import { IN_FLIGHT_TUNABLES } from '../../../src/core/kernel.ts';
import type { DeferredSection, Group } from '../../../src/core/plan.ts';
import { caseOf, fastestStreamed } from './cases.ts';
import { isDilutable } from './families.ts';

/** Half and twice the loads in flight. */
const FACTORS = [0.5, 2] as const;

/** E8: the judged GEMV beside itself with half and with twice the loads in flight, as far as its tunables go. */
export function inFlightSection(side: number, weight: number): DeferredSection {
  return {
    id: 'e8',
    title: 'Loads in flight',
    weight,
    choose(records): readonly Group[] {
      const judged = fastestStreamed(
        records.filter(record => isDilutable(record.case.kernelId)),
        side,
      );
      const known = judged && kernels.get(judged.case.kernelId)?.tunables;
      const name = IN_FLIGHT_TUNABLES.find(candidate => known?.[candidate] !== undefined);
      if (!judged || !known || name === undefined) return [];
      const whole = caseOf(judged);
      return FACTORS.map(factor => factor * whole.tunables[name]!)
        .filter(value => known[name]!.includes(value))
        .map(value => [whole, { ...whole, tunables: { ...whole.tunables, [name]: value } }] as const);
    },
  };
}
