import { costOf, dispatchCosts } from '../../analysis/evidence/dispatch-cost.ts';
import { usableRecords } from '../../analysis/evidence/usable.ts';
import { batchAt, batchLadder, idealBatch } from '../../analysis/experiments/batch-ladder.ts';
import { byteLadder } from '../../analysis/experiments/byte-ladder.ts';
import { flopLadder } from '../../analysis/experiments/flop-ladder.ts';
import type { Finding } from '../../core/record/finding.ts';
import { isDenseF32, type OkRecord } from '../../core/record/record.ts';
import { formatCount, formatMemory } from '../../core/units.ts';
import { isOk, type Measured, recordAt, threshold } from '../measured.ts';

export interface LadderPoint {
  /** Bytes, multiply-adds a word, or vectors. */
  readonly at: number;
  /** "f16", "8 multiply-adds", "B = 4". */
  readonly name: string;
  readonly ratio: number;
  readonly low: number;
  readonly high: number;
  /** Does not count: drawn hollow. */
  readonly hollow: boolean;
  readonly record: OkRecord;
}

/** A place along the ladder with the range of ratios there. */
export interface BandPlace {
  readonly at: number;
  readonly low: number;
  readonly high: number;
}

/** Experiment E3, E4 or E5: time in units of a reference rung, over bytes, FLOPs or batch, all logarithmic. */
export interface LadderData {
  readonly finding: Finding;
  readonly xTitle: string;
  readonly yTitle: string;
  readonly pointColumn: string;
  readonly description: string;
  readonly points: readonly LadderPoint[];
  /** What bandwidth predicts, from left to right. */
  readonly predicted: readonly BandPlace[];
  /** From these ratios on (E3: above them) the prediction is refuted, from left to right. */
  readonly refuted: readonly { readonly at: number; readonly ratio: number }[];
  /** Places worth a name: knee, B*. */
  readonly marks: readonly { readonly at: number; readonly name: string }[];
  /** Places are shares of a whole rather than counts or bytes. */
  readonly isShare?: true;
  tick(value: number): string;
}

/** Null where the finding was not measured. */
export function ladderData(measured: Measured, finding: Finding): LadderData | null {
  if (finding.value === null) return null;
  if (finding.id === 'E3') return byteData(measured, finding);
  if (finding.id === 'E4') return flopData(measured, finding);
  return finding.id === 'E5' ? batchData(measured, finding) : null;
}

function byteData(measured: Measured, finding: Finding): LadderData | null {
  const usable = usableRecords(measured.records);
  const judged = finding.evidence
    .map(address => recordAt(measured, address))
    .filter(record => record !== undefined)
    .filter(isOk)
    .find(isDenseF32);
  if (!judged) return null;
  const cost = costOf(dispatchCosts(usable), judged);
  const rungs = byteLadder(judged, usable, cost);
  const refutedAt = (kernelId: string) =>
    measured.findings.some(
      ({ id, status }) =>
        status === 'refuted' && id === (kernelId === judged.case.kernelId ? 'E6' : `E6@${kernelId}`),
    );
  const most = judged.work.compulsoryBytes;
  const least = Math.min(...rungs.map(({ bytes }) => bytes));
  const [low, high, refuted] = [
    threshold(measured, 'e3LowestSlope'),
    threshold(measured, 'e3HighestSlope'),
    threshold(measured, 'e3RefutedSlope'),
  ];
  const points = rungs.map(({ record, valueType, bytes, ratio }) => ({
    at: bytes,
    name: valueType,
    ...rated(ratio),
    hollow: refutedAt(record.case.kernelId),
    record,
  }));
  const along = (slope: number) => (bytes: number) => (bytes / most) ** slope;
  return {
    finding,
    xTitle: 'compulsory bytes',
    yTitle: cost === null ? 'T ÷ T(f32)' : '(T − t0) ÷ (T(f32) − t0)',
    pointColumn: 'Bytes',
    description:
      'Time of the same multiply-adds with weights of fewer bytes. Shaded: slopes that were predicted. Above the solid line the prediction is refuted.' +
      (points.some(({ hollow }) => hollow)
        ? ' Hollow: dilution shows that this type waits for its instructions, so it does not count.'
        : ''),
    points,
    predicted: [least, most].map(at => ({ at, low: along(high)(at), high: along(low)(at) })),
    refuted: [least, most].map(at => ({ at, ratio: along(refuted)(at) })),
    marks: [],
    tick: formatMemory,
  };
}

function flopData(measured: Measured, finding: Finding): LadderData | null {
  const ladder = flopLadder(usableRecords(measured.records), measured.ceilings);
  if (!ladder) return null;
  const { rungs, knee } = ladder;
  const most = threshold(measured, 'e4SupportedRatio');
  const refuted = threshold(measured, 'e4RefutedRatio');
  const upTo = knee === null ? 1 : Math.max(1, knee * threshold(measured, 'e4KneeShare'));
  return {
    finding,
    xTitle: 'multiply-adds a word',
    yTitle: 'T(n) ÷ T(1)',
    pointColumn: 'Multiply-adds a word',
    description:
      'Time of reading the same bytes with more arithmetic on each word. ' +
      (upTo >= 2
        ? 'Shaded: predicted up to a quarter of the knee, where arithmetic takes as long as reading. '
        : 'Nothing was predicted: a quarter of the knee, where arithmetic takes as long as reading, lies before the second rung. ') +
      'A second multiply-add above the bar refutes.',
    points: rungs.map(({ record, multiplyAdds, ratio }) => ({
      at: multiplyAdds,
      name: `${multiplyAdds} multiply-adds`,
      ...rated(ratio),
      hollow: false,
      record,
    })),
    predicted: upTo >= 2 ? [1, upTo].map(at => ({ at, low: 1 / most, high: most })) : [],
    refuted: [1.6, 2.5].map(at => ({ at, ratio: refuted })),
    marks: knee === null ? [] : [{ at: knee, name: 'knee' }],
    tick: formatCount,
  };
}

function batchData(measured: Measured, finding: Finding): LadderData | null {
  const usable = usableRecords(measured.records);
  const ladder = batchLadder(usable, dispatchCosts(usable));
  if (!ladder) return null;
  const [two, four, refuted] = [
    threshold(measured, 'e5SupportedTwo'),
    threshold(measured, 'e5SupportedFour'),
    threshold(measured, 'e5RefutedTwo'),
  ];
  const turn = batchAt(ladder.rungs, threshold(measured, 'batchKneeRatio'), ({ ratio }) => ratio.value);
  const ideal = idealBatch(ladder, measured.ceilings);
  return {
    finding,
    xTitle: 'vectors B',
    yTitle: ladder.cost === null ? 'T(B) ÷ T(1)' : '(T(B) − t0) ÷ (T(1) − t0)',
    pointColumn: 'Vectors',
    description:
      'Least time of any kernel that multiplies the same weights with B vectors or more. Shaded: predicted for two and four. Two vectors above the bar refute. B* is where a batch takes half as long again as one vector; a perfect kernel turns at the ridge.',
    points: ladder.rungs.map(({ batch, ratio, record }) => ({
      at: batch,
      name: `B = ${batch}`,
      ratio: ratio.value,
      low: ratio.low,
      high: ratio.high,
      hollow: false,
      record,
    })),
    predicted: [
      { at: 1, low: 1 / two, high: 1 },
      { at: 2, low: 1 / two, high: two },
      { at: 4, low: 1 / two, high: four },
    ],
    refuted: [1.6, 2.5].map(at => ({ at, ratio: refuted })),
    marks: [
      ...(Number.isFinite(turn) ? [{ at: turn, name: 'B*' }] : []),
      ...(ideal === null ? [] : [{ at: ideal, name: 'ridge' }]),
    ].sort((a, b) => a.at - b.at),
    tick: formatCount,
  };
}

function rated(ratio: { readonly value: number; readonly low: number; readonly high: number } | null) {
  return ratio === null
    ? { ratio: 1, low: 1, high: 1 }
    : { ratio: ratio.value, low: ratio.low, high: ratio.high };
}
