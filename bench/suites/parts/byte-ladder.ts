import { kernels } from '../../../src/catalog.ts';
import type { ValueType } from '../../../src/core/format.ts';
import type { DeferredSection, Group, SuiteContext } from '../../../src/core/plan.ts';
import type { OkRecord } from '../../../src/core/record/record.ts';
import { caseOf, dilutions, fastestStreamed, tunedCase } from './cases.ts';
import { isDenseMatvec } from './families.ts';

/** The rungs under f32. */
const NARROW_TYPES: readonly ValueType[] = ['f16', 'i8', 'i4'];
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
  return NARROW_TYPES.flatMap(type => fastestOver(type, context, side) ?? []);
}

/** Which way of reading f16 is the faster differs between devices, and a slow rung would flatten the slope. */
function fastestOver(type: ValueType, context: SuiteContext, side: number): string | null {
  const { kernelIds, features, pilot } = context;
  const size = { rowCount: side, columnCount: side, rhsColumnCount: 1, nnz: side * side };
  const canRun = (id: string) => kernels.get(id)!.requires.every(feature => features.has(feature));
  const nsOf = (id: string) => Math.min(Number.MAX_VALUE, pilot.estimateNs(id, size));
  return (
    kernelIds
      .filter(id => isDenseMatvec(id, type))
      .filter(canRun)
      .sort((a, b) => nsOf(a) - nsOf(b))[0] ?? null
  );
}

function rungGroups(context: SuiteContext, id: string, reference: OkRecord): readonly Group[] {
  const rung = tunedCase(context, id, reference.case.problem);
  return [[caseOf(reference), rung], ...dilutions(context, rung, [DILUTED_SHARE])];
}
