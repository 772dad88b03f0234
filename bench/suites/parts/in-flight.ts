import { kernels } from '../../../src/catalog.ts';
import { IN_FLIGHT_TUNABLES } from '../../../src/core/in-flight.ts';
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
        records.filter(({ kernelId }) => isDilutable(kernelId)),
        side,
      );
      const { tunables: known = {} } = (judged && kernels.get(judged.kernelId)) ?? {};
      const name = IN_FLIGHT_TUNABLES.find(candidate => known[candidate] !== undefined);
      if (!judged || name === undefined) return [];
      const whole = caseOf(judged);
      const usual = whole.tunables[name] ?? known[name]![0]!;
      const values = FACTORS.map(factor => factor * usual).filter(value => known[name]!.includes(value));
      // Which value an unnamed default has, is told by those on either side of it.
      if (whole.tunables[name] === undefined && values.length < FACTORS.length) return [];
      return values.map(
        value => [whole, { ...whole, tunables: { ...whole.tunables, [name]: value } }] as const,
      );
    },
  };
}
