import { kernels } from '../../../src/catalog.ts';
import type { DeferredSection, Group, SuiteContext } from '../../../src/core/plan.ts';
import type { OkRecord } from '../../../src/core/record.ts';
import { caseOf, fastestStreamed, tunedCase } from './cases.ts';

/** The rungs under f32. */
const HALVES = ['gemv/f16', 'gemv/f16-native'] as const;
const QUANTISED = ['gemv/i8', 'gemv/i4'] as const;
/** Share of its memory traffic that a diluted rung keeps. */
const DILUTED_SHARE = 0.5;

/**
 * E3: the same multiply-adds over weights of fewer bytes, each rung beside the fastest f32 kernel, and each rung
 * beside itself at half of its memory traffic (E6 at that rung).
 */
export function byteLadderSection(context: SuiteContext, side: number, weight: number): DeferredSection {
  const rungs = rungIds(context, side);
  return {
    id: 'e3',
    title: 'Byte ladder',
    weight,
    choose(records) {
      const reference = fastestStreamed(records, side);
      return reference ? rungs.flatMap(id => rungGroups(context, id, reference)) : [];
    },
  };
}

export function rungIds(context: SuiteContext, side: number): readonly string[] {
  return [...fasterHalf(context, side), ...QUANTISED.filter(id => context.kernelIds.includes(id))];
}

/** Which way of reading f16 is the faster differs between devices, and a slow rung would flatten the slope. */
function fasterHalf({ kernelIds, features, pilot }: SuiteContext, side: number): readonly string[] {
  const size = { rowCount: side, columnCount: side, rhsColumnCount: 1, nnz: side * side };
  const canRun = (id: string) =>
    kernelIds.includes(id) && kernels.get(id)!.requires.every(feature => features.has(feature));
  return HALVES.filter(canRun)
    .sort((a, b) => pilot.estimateNs(a, size) - pilot.estimateNs(b, size))
    .slice(0, 1);
}

function rungGroups(context: SuiteContext, id: string, reference: OkRecord): readonly Group[] {
  const rung = tunedCase(context, id, reference.case.problem);
  return [
    [caseOf(reference), rung],
    [rung, { ...rung, memoryShare: DILUTED_SHARE }],
  ];
}
