import { dilutionOf } from '../../analysis/evidence/dilution-ratio.ts';
import { MEMORY_SHARES } from '../../core/dilution.ts';
import type { Finding } from '../../core/finding.ts';
import type { OkRecord } from '../../core/record.ts';
import { formatNumber } from '../../core/units.ts';
import { type FigureText, numberColumn, textColumn } from '../figure.ts';
import { withInterval } from '../interval-text.ts';
import { isOk, type Measured, threshold } from '../measured.ts';

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
  const records = measured.records.filter(isOk);
  const cited = records.filter(record => evidence.has(record.address));
  const first = cited.find(record => record.case.memoryShare < 1) ?? cited[0];
  if (!first) return null;
  const whole = records.find(
    record => record.case.memoryShare === 1 && dilutionOf(record, [first], first.case.memoryShare) !== null,
  );
  if (!whole) return null;
  const points = MEMORY_SHARES.flatMap(share => dilutionPoint(whole, records, share));
  if (points.length < 2) return null;
  return {
    finding,
    kernelId: first.case.kernelId,
    points,
    ...gateOf(measured, finding),
  };
}

/** The control only has to respond; the judged product must respond clearly. */
function gateOf(measured: Measured, finding: Finding): Pick<DilutionData, 'supportedUpTo' | 'refutedFrom'> {
  if (finding.id === 'E6-control') {
    const ratio = threshold(measured, 'e6ControlRatio');
    return { supportedUpTo: ratio, refutedFrom: ratio };
  }
  return {
    supportedUpTo: threshold(measured, 'e6SupportedRatio'),
    refutedFrom: threshold(measured, 'e6RefutedRatio'),
  };
}

function dilutionPoint(whole: OkRecord, records: readonly OkRecord[], share: number): DilutionPoint[] {
  if (share === 1) return [{ share, ratio: 1, low: 1, high: 1, address: whole.address }];
  const dilution = dilutionOf(whole, records, share);
  if (!dilution) return [];
  const { value, low, high } = dilution.ratio;
  return [{ share, ratio: value, low, high, address: dilution.diluted.address }];
}

export function dilutionText(data: DilutionData): FigureText {
  return {
    title: `${data.finding.title}: ${data.finding.status}. ${data.finding.reason}`,
    description:
      `Time of ${data.kernelId} when only the share p of its blocks reads memory. Dashed: a kernel that memory alone ` +
      'limits (diagonal), and one to which memory does not matter (level).',
    columns: [textColumn('Kernel'), numberColumn('p'), numberColumn('T(p) ÷ T(1)')],
    rows: data.points.map(point => ({
      cells: [data.kernelId, formatNumber(point.share), withInterval(point.ratio, point.low, point.high)],
      address: point.address,
    })),
  };
}

export const DILUTION_TICKS: readonly number[] = [...MEMORY_SHARES].reverse();
