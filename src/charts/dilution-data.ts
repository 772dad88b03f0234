import { MEMORY_SHARES } from '../core/dilution.ts';
import type { Finding } from '../core/finding.ts';
import type { OkRecord } from '../core/record.ts';
import { formatNumber } from '../core/units.ts';
import { type FigureText, numberColumn, textColumn } from './figure.ts';
import { withInterval } from './interval-text.ts';
import { isOk, type Measured } from './measured.ts';

export interface DilutionPoint {
  /** Share of the row blocks that read their own memory. */
  readonly share: number;
  /** T(p) ÷ T(1). */
  readonly ratio: number;
  readonly low: number;
  readonly high: number;
  readonly address: string;
}

/** One kernel diluted: experiment E6 or its positive control. */
export interface DilutionData {
  readonly finding: Finding;
  readonly kernelId: string;
  readonly points: readonly DilutionPoint[];
  /** T(½) ÷ T(1) at most this: memory limits. */
  readonly supportedUpTo: number;
  /** T(½) ÷ T(1) at least this: memory does not matter. */
  readonly refutedFrom: number;
}

/** Null where no diluted record stands behind the finding. */
export function dilutionData(measured: Measured, finding: Finding): DilutionData | null {
  const evidence = new Set(finding.evidence);
  const cited = measured.records.filter(isOk).filter(record => evidence.has(record.address));
  const first = cited.find(record => record.memoryShare < 1) ?? cited[0];
  if (!first) return null;
  const family = measured.records
    .filter(isOk)
    .filter(record => sameButShare(record, first))
    .sort((a, b) => b.memoryShare - a.memoryShare);
  const whole = family.find(record => record.memoryShare === 1);
  if (!whole || family.length < 2) return null;
  return {
    finding,
    kernelId: first.kernelId,
    points: family.map(record => dilutionPoint(record, whole, finding)),
    supportedUpTo: measured.thresholds['E6.supported'] ?? 0.7,
    refutedFrom: measured.thresholds['E6.refuted'] ?? 0.85,
  };
}

function sameButShare(record: OkRecord, other: OkRecord): boolean {
  return (
    record.kernelId === other.kernelId &&
    record.cache === other.cache &&
    record.timerId === other.timerId &&
    JSON.stringify(record.problemSpec) === JSON.stringify(other.problemSpec) &&
    JSON.stringify(record.tunables) === JSON.stringify(other.tunables)
  );
}

/** The judged rung carries the finding's paired interval; the others the wider one of two separate medians. */
function dilutionPoint(record: OkRecord, whole: OkRecord, finding: Finding): DilutionPoint {
  const { address, memoryShare: share } = record;
  if (record === whole) return { share, ratio: 1, low: 1, high: 1, address };
  const { value, low, high } = finding;
  if (share === 0.5 && value !== null && low !== null && high !== null) {
    return { share, ratio: value, low, high, address };
  }
  const { medianNs, lowNs, highNs } = record.summary;
  const reference = whole.summary;
  return {
    share,
    ratio: medianNs / reference.medianNs,
    low: lowNs / reference.highNs,
    high: highNs / reference.lowNs,
    address,
  };
}

export function dilutionText(data: DilutionData): FigureText {
  return {
    title: `${data.finding.title}: ${data.finding.status}. ${data.finding.reason}`,
    description:
      `Time of ${data.kernelId} against the share p of its blocks that read their own memory, relative to p = 1. ` +
      'The dashed diagonal is a kernel that only memory limits, the level line one to which memory does not matter. ' +
      'Prediction and refutation are judged at p = ½.',
    columns: [textColumn('Kernel'), numberColumn('p'), numberColumn('T(p) ÷ T(1)')],
    rows: data.points.map(point => ({
      cells: [data.kernelId, formatNumber(point.share), withInterval(point.ratio, point.low, point.high)],
      address: point.address,
    })),
  };
}

export const DILUTION_TICKS: readonly number[] = [...MEMORY_SHARES].reverse();
