import type { DeferredSection, Group, SuiteContext } from '../../../src/core/plan.ts';
import type { OkRecord } from '../../../src/core/record.ts';
import { caseOf, fastestStreamed, tunedCase } from './cases.ts';

/** The rungs under f32; of f16 the native kernel where the device has the type, else the one that unpacks words. */
const NATIVE = { id: 'gemv/f16-native', feature: 'shader-f16' } as const;
const PACKED = 'gemv/f16';
const QUANTISED = ['gemv/i8', 'gemv/i4'] as const;
const HALF = 0.5;

/**
 * E3: the same multiply-adds over weights of fewer bytes, each rung beside the fastest f32 kernel, and each rung
 * beside itself at half of its memory traffic (E6 at that rung).
 */
export function byteLadderSection(context: SuiteContext, side: number, weight: number): DeferredSection {
  const rungs = rungIds(context);
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

export function rungIds(context: Pick<SuiteContext, 'kernelIds' | 'features'>): readonly string[] {
  const takesPart = (id: string) => context.kernelIds.includes(id);
  const native = context.features.has(NATIVE.feature) && takesPart(NATIVE.id);
  return [native ? NATIVE.id : PACKED, ...QUANTISED].filter(takesPart);
}

function rungGroups(context: SuiteContext, id: string, reference: OkRecord): readonly Group[] {
  const rung = tunedCase(context, id, reference.problemSpec);
  return [
    [caseOf(reference), rung],
    [rung, { ...rung, memoryShare: HALF }],
  ];
}
