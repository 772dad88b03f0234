import type { Finding } from '../../core/record/finding.ts';
import { formatMemory } from '../../core/units.ts';
import { takenOffText } from '../evidence/beyond-launch.ts';
import type { DispatchCost } from '../evidence/dispatch-cost.ts';
import { estimateText } from '../evidence/estimate.ts';
import {
  finding,
  isTooFew,
  judge,
  missingFinding,
  straddleText,
  tooFewText,
} from '../evidence/finding-of.ts';
import { THRESHOLDS } from '../evidence/thresholds.ts';
import { byteSlope } from './byte-ladder.ts';
import type { DilutedRung } from './diluted-rungs.ts';

const FACTS = {
  id: 'E3',
  title: 'Byte ladder: slope of log time beyond launching against log bytes',
  unit: '',
};

const { e3LowestSlope, e3HighestSlope, e3RefutedSlope } = THRESHOLDS;

/** Value types that the ladder takes at least. */
const REQUIRED = ['f32', 'f16'] as const;

/**
 * E3: the same multiply-adds with weights of half, a quarter and an eighth of the bytes take in proportion less time
 * where memory limits. Rungs that dilution refutes wait for their instructions and do not count.
 */
export function byteLadderFinding(rungs: readonly DilutedRung[], cost: DispatchCost | null): Finding {
  const missingType = REQUIRED.find(type => !rungs.some(({ valueType }) => valueType === type));
  if (missingType !== undefined) {
    return missingFinding(
      FACTS,
      `it takes the same streamed product in f32 and f16, and ${missingType} is missing`,
    );
  }
  const counting = rungs.filter(({ counts }) => counts);
  const enough = REQUIRED.every(type => counting.some(({ valueType }) => valueType === type));
  const slope = byteSlope(enough ? counting : rungs);
  if (slope === null) return missingFinding(FACTS, 'every rung has as many bytes');
  const evidence = rungs.map(({ record }) => record.address);
  const predicted = `Predicted: slope in ${e3LowestSlope}–${e3HighestSlope} if memory bandwidth limits; under ${e3RefutedSlope} refutes.`;
  const measured = `Measured${takenOffText(cost)}: ${estimateText(slope)} over ${rungsText(enough ? counting : rungs)}`;
  const limited = limitedText(rungs);
  const conclude = (status: Finding['status'], text: string) =>
    finding(FACTS, status, slope, { evidence, reason: `${predicted} ${text}${limited}` });
  const roundCount = Math.min(...rungs.flatMap(({ ratio }) => ratio?.count ?? []));
  if (isTooFew(roundCount)) return conclude('undecided', `${measured}; ${tooFewText(roundCount)}.`);
  if (!enough)
    return conclude('undecided', `${measured}, but f32 and f16 do not both count, so it cannot decide.`);
  const status = judge(slope, {
    supports: ({ low, high }) => low >= e3LowestSlope && high <= e3HighestSlope,
    refutes: ({ high }) => high < e3RefutedSlope,
  });
  if (status === 'refuted' && cost === null)
    return conclude('undecided', `${measured}; with launching in every time that refutes nothing.`);
  if (status !== 'undecided') return conclude(status, `${measured}.`);
  const between = straddleText(slope, `in ${e3LowestSlope}–${e3HighestSlope}`, `under ${e3RefutedSlope}`);
  return conclude(status, `Measured${takenOffText(cost)}, over ${rungsText(counting)}: ${between}.`);
}

/** "f32 (16.0 MiB), f16 (8.01 MiB)". */
function rungsText(rungs: readonly DilutedRung[]): string {
  return rungs.map(({ valueType, bytes }) => `${valueType} (${formatMemory(Math.round(bytes))})`).join(', ');
}

function limitedText(rungs: readonly DilutedRung[]): string {
  const limited = rungs.filter(({ counts }) => !counts).map(({ valueType }) => valueType);
  return limited.length === 0
    ? ''
    : ` Dequantisation-limited, by dilution of the rung: ${limited.join(', ')}.`;
}
