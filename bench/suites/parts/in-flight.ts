import { kernels } from '../../../src/catalog.ts';
import { IN_FLIGHT_TUNABLES } from '../../../src/core/kernel.ts';
import type { DeferredSection, Group } from '../../../src/core/plan.ts';
import type { Case } from '../../../src/core/record/record.ts';
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
      return judged ? inFlightGroups(caseOf(judged)) : [];
    },
  };
}

/** A case in pairs with itself with half and with twice the loads in flight; none where no tunable of its kernel says. */
export function inFlightGroups(whole: Case): readonly Group[] {
  const known = kernels.get(whole.kernelId)?.tunables;
  const name = inFlightTunable(whole.kernelId);
  if (!known || name === null) return [];
  return FACTORS.map(factor => factor * whole.tunables[name]!)
    .filter(value => known[name]!.includes(value))
    .map(value => [whole, { ...whole, tunables: { ...whole.tunables, [name]: value } }] as const);
}

/** Name of the tunable that says how many loads a kernel has in flight; null of none. */
export function inFlightTunable(kernelId: string): string | null {
  const known = kernels.get(kernelId)?.tunables;
  return IN_FLIGHT_TUNABLES.find(candidate => known?.[candidate] !== undefined) ?? null;
}
