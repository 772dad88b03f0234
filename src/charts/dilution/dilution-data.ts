import { beyondLaunch } from '../../analysis/evidence/beyond-launch.ts';
import { dilutionOf } from '../../analysis/evidence/dilution-ratio.ts';
import { costOf, type DispatchCost, dispatchCosts } from '../../analysis/evidence/dispatch-cost.ts';
import { missingFinding } from '../../analysis/evidence/finding-of.ts';
import { usableRecords } from '../../analysis/evidence/usable.ts';
import { MEMORY_SHARES } from '../../core/dilution.ts';
import type { Finding } from '../../core/record/finding.ts';
import type { OkRecord } from '../../core/record/record.ts';
import { formatNumber, trimZeros } from '../../core/units.ts';
import { type FigureText, numberColumn, textColumn } from '../figure.ts';
import { withInterval } from '../interval-text.ts';
import { isOk, type Measured, threshold } from '../measured.ts';

export interface DilutionPoint {
  /** Share of the row blocks that read their own memory. */
  readonly share: number;
  /** T(p) ÷ T(1), t0 taken off both as in the finding. */
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
  /** Of that ratio: "T(p) ÷ T(1)". */
  readonly ratioTitle: string;
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
  const cost = costTakenOff(measured, finding, whole);
  const points = MEMORY_SHARES.flatMap(share => dilutionPoint(whole, records, share, cost));
  if (points.length < 2) return null;
  return {
    finding,
    kernelId: first.case.kernelId,
    points,
    ratioTitle: cost === null ? 'T(p) ÷ T(1)' : '(T(p) − t0) ÷ (T(1) − t0)',
    ...gateOf(measured, finding),
  };
}

/** The deciding experiment before its first point. */
export function nothingDiluted(measured: Measured): DilutionData {
  const finding = missingFinding({ id: 'E6', title: 'Dilution', unit: 'ratio' }, 'it is not measured yet');
  return { finding, kernelId: '', points: [], ratioTitle: 'T(p) ÷ T(1)', ...gateOf(measured, finding) };
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

/** The control responds with all that it takes; of the others launching is taken off, where it is known. */
function costTakenOff(measured: Measured, finding: Finding, whole: OkRecord): DispatchCost | null {
  return finding.id === 'E6-control' ? null : costOf(dispatchCosts(usableRecords(measured.records)), whole);
}

function dilutionPoint(
  whole: OkRecord,
  records: readonly OkRecord[],
  share: number,
  cost: DispatchCost | null,
): DilutionPoint[] {
  if (share === 1) return [{ share, ratio: 1, low: 1, high: 1, address: whole.address }];
  const dilution = dilutionOf(whole, records, share);
  if (!dilution) return [];
  const { value, low, high } = beyondLaunch(dilution.ratio, dilution.diluted, whole, cost);
  return [{ share, ratio: value, low, high, address: dilution.diluted.address }];
}

export function dilutionText(data: DilutionData): FigureText {
  const isDeciding = data.finding.id === 'E6';
  return {
    title: isDeciding
      ? decidingTitle(data.finding)
      : `${data.finding.title}: ${data.finding.status}. ${data.finding.reason}`,
    description:
      `Time of ${data.kernelId} when only the share p of its blocks reads memory. Dashed: if memory alone limits ` +
      '(diagonal), or not at all (level).' +
      (isDeciding ? ` At ${percent(data.refutedFrom)} or more for half, memory would not be the limit.` : ''),
    columns: [textColumn('Kernel'), numberColumn('p'), numberColumn(data.ratioTitle)],
    rows: data.points.map(point => ({
      cells: [data.kernelId, formatNumber(point.share), withInterval(point.ratio, point.low, point.high)],
      address: point.address,
    })),
  };
}

/** What the deciding experiment shows, launching aside. */
function decidingTitle({ status, value }: Finding): string {
  const time = value === null ? 'n/a' : percent(value);
  if (status === 'supported')
    return `Halving the memory traffic cuts the time to ${time}: memory was the limit.`;
  if (status === 'refuted')
    return `Halving the memory traffic leaves ${time} of the time: memory was not the limit.`;
  return `Halving the memory traffic leaves ${time} of the time, which decides nothing here.`;
}

function percent(ratio: number): string {
  return `${trimZeros(formatNumber(ratio * 100))} %`;
}

export const DILUTION_TICKS: readonly number[] = [...MEMORY_SHARES].reverse();
