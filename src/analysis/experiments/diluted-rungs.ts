import type { Finding } from '../../core/record/finding.ts';
import type { OkRecord } from '../../core/record/record.ts';
import { type ByteRung, byteLadder } from './byte-ladder.ts';
import { type DilutionTerms, dilutionFinding } from './dilution.ts';

/** A rung of the byte ladder with E6 at it. */
export interface DilutedRung extends ByteRung {
  readonly dilution: Finding;
  /** E6 does not refute it here: memory may limit it. Otherwise its instructions do, mostly those that unpack. */
  readonly counts: boolean;
}

export function dilutedRungs(
  judged: OkRecord,
  records: readonly OkRecord[],
  { control, cost }: DilutionTerms,
): readonly DilutedRung[] {
  return byteLadder(judged, records, cost).map(rung => {
    const { record, valueType } = rung;
    const dilution = dilutionFinding(
      record,
      records,
      { control, cost },
      {
        id: `E6@${record.case.kernelId}`,
        title: `Dilution of the ${valueType} product`,
        unit: 'ratio',
      },
    );
    return { ...rung, dilution, counts: dilution.status !== 'refuted' };
  });
}
