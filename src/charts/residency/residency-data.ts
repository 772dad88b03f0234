import { isDense } from '../../analysis/evidence/usable.ts';
import type { Ceiling } from '../../core/record/finding.ts';
import { formatBytesPerSecond, formatMemory, perSecond } from '../../core/units.ts';
import { type FigureText, numberColumn, textColumn } from '../figure.ts';
import { rateColumn } from '../interval-text.ts';
import { isUnresolved, type Measured, productRecords } from '../measured.ts';

export interface ResidencyPoint {
  readonly name: string;
  /** Ceiling curves are lines; kernels are points over them. */
  readonly role: 'ceiling' | 'kernel';
  readonly workingSetBytes: number;
  readonly bytesPerSecond: number;
  readonly low: number;
  readonly high: number;
  readonly unresolved: boolean;
  readonly address: string;
}

/** Bandwidth by working set: where the caches end. */
export function residencyPoints(measured: Measured): readonly ResidencyPoint[] {
  const curves = measured.ceilings.filter(ceiling => ceiling.unit === 'B/s').flatMap(curvePoints);
  return [...curves, ...productPoints(measured)];
}

function curvePoints(ceiling: Ceiling): readonly ResidencyPoint[] {
  return ceiling.curve.map(point => ({
    name: ceiling.id,
    role: 'ceiling',
    workingSetBytes: point.workingSetBytes,
    bytesPerSecond: point.value,
    low: point.low,
    high: point.high,
    unresolved: false,
    address: point.address,
  }));
}

/** Dense matrix–vector products, by what their batch rotates through. */
function productPoints(measured: Measured): readonly ResidencyPoint[] {
  return productRecords(measured.records)
    .filter(record => record.operation === 'matvec' && isDense(record))
    .map(record => ({
      name: record.case.kernelId,
      role: 'kernel',
      workingSetBytes: record.copies.workingSetBytes,
      bytesPerSecond: perSecond(record.work.compulsoryBytes, record.summary.medianNs),
      low: perSecond(record.work.compulsoryBytes, record.summary.highNs),
      high: perSecond(record.work.compulsoryBytes, record.summary.lowNs),
      unresolved: isUnresolved(record),
      address: record.address,
    }));
}

export function residencyText(points: readonly ResidencyPoint[]): FigureText {
  const rate = rateColumn(
    points.map(point => point.bytesPerSecond),
    'B/s',
  );
  return {
    title: residencyFinding(points),
    description:
      'Bytes per second against working set, both logarithmic. One line a probe, with its intervals; ' +
      'matrix–vector products as points.',
    columns: [textColumn('Probe or kernel'), numberColumn('Working set'), numberColumn(rate.unit)],
    rows: points.map(point => ({
      cells: [
        point.name,
        formatMemory(point.workingSetBytes),
        point.unresolved ? 'unresolved' : rate.print(point.bytesPerSecond, point.low, point.high),
      ],
      address: point.address,
    })),
  };
}

function residencyFinding(points: readonly ResidencyPoint[]): string {
  const read = points.filter(point => point.name === 'read' && point.role === 'ceiling');
  const first = read[0];
  const last = read.at(-1);
  if (!first || !last) return 'The read ceiling is not measured by working set.';
  const fastest = read.reduce((a, b) => (a.bytesPerSecond >= b.bytesPerSecond ? a : b));
  return (
    `Reading reaches ${formatBytesPerSecond(fastest.bytesPerSecond)} at ${formatMemory(fastest.workingSetBytes)} ` +
    `and ${formatBytesPerSecond(last.bytesPerSecond)} at ${formatMemory(last.workingSetBytes)}.`
  );
}
