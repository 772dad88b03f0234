import type { Section, SuiteContext } from '../../../src/core/plan.ts';
import { against, makeCase, problem } from './cases.ts';
import { pilotedBytesPerNs, powerWithin } from './device-rates.ts';

const LADDER = 'probe/ladder';

export { FULL_RUNGS } from './effort.ts';

/** Both predictions, a few rungs under the knee of most devices, and the top, which says whether the ladder is valid. */
export const BRIEF_RUNGS = [2, 4, 8, 32, 1024] as const;

/** Words read by one dispatch on hardware; the reference of more would take seconds. */
const HARDWARE_WORDS = [2 ** 18, 2 ** 25] as const;
/** Small on CPUs, whose top rung would take seconds. */
const SOFTWARE_WORDS = 2 ** 16;
/** So long that launching does not hide what more arithmetic costs; the top rung then takes some milliseconds. */
const PASS_NS = 100e3;

/** E4: the same bytes with 1 … 1024 multiply-adds on each word, every rung in pairs with the first. None where the probe does not take part. */
export function flopLadderSections(
  context: SuiteContext,
  rungs: readonly number[],
  weight: number,
): readonly Section[] {
  if (!context.kernelIds.includes(LADDER)) return [];
  const n = context.deviceClass === 'hardware' ? hardwareWords(context) : SOFTWARE_WORDS;
  const rung = (multiplyAdds: number) => makeCase(LADDER, problem('ladder', { n, multiplyAdds }));
  return [{ id: 'e4', title: 'FLOP ladder', groups: against(rung(1), rungs.map(rung)), weight }];
}

function hardwareWords(context: SuiteContext): number {
  return powerWithin(HARDWARE_WORDS, (pilotedBytesPerNs(context) * PASS_NS) / 4);
}
