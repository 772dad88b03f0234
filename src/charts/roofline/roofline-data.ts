import { ridgePoint } from '../../analysis/ceilings/roofline.ts';
import { usableRecords } from '../../analysis/evidence/usable.ts';
import { shareValue } from '../../analysis/experiments/shares.ts';
import type { Ceiling, CeilingKind } from '../../core/record/finding.ts';
import type { OkRecord } from '../../core/record/record.ts';
import {
  formatBytesPerSecond,
  formatFlopsPerSecond,
  formatNumber,
  formatShape,
  perSecond,
} from '../../core/units.ts';
import { arithmeticIntensity } from '../../core/work.ts';
import { type FigureText, numberColumn, textColumn } from '../figure.ts';
import { rateColumn } from '../interval-text.ts';
import { type Marks, marksOf } from '../marks.ts';
import { isUnresolved, type Measured, productRecords } from '../measured.ts';

export interface RooflinePoint {
  readonly address: string;
  readonly kernelId: string;
  readonly problem: string;
  /** A matrix times one vector. */
  readonly isBatchOne: boolean;
  /** Useful FLOP per compulsory byte. */
  readonly intensity: number;
  readonly flopsPerSecond: number;
  readonly low: number;
  readonly high: number;
  /** Share of the time that the nearer roof explains, b or c of the verdict; null without both ceilings. */
  readonly shareOfRoof: number | null;
  readonly unresolved: boolean;
}

export interface BandwidthRoof {
  readonly level: 'memory' | 'cache';
  readonly label: string;
  /** For narrow pictures. */
  readonly shortLabel: string;
  readonly bytesPerSecond: number;
  /** A product is clearly faster: no roof at all. */
  readonly passed: boolean;
}

export interface RooflineData {
  readonly points: readonly RooflinePoint[];
  /** Thickest first: memory, then the fastest cache level where it is clearly faster. */
  readonly bandwidth: readonly BandwidthRoof[];
  readonly peakFlopsPerSecond: number | null;
  /** A product is clearly faster than the multiply-add probe. */
  readonly peakPassed: boolean;
  /** Kernels that are clearly faster than the probe that should bound them. */
  readonly passing: readonly string[];
  /** FLOP/byte where the memory slope meets the compute roof; null where one of them is none. */
  readonly ridge: number | null;
  readonly marks: Marks;
}

/** A cache level is drawn where it is this much faster than memory. */
const CACHE_RATIO = 1.25;

export function rooflineData(measured: Measured): RooflineData {
  const read = measured.ceilings.find(ceiling => ceiling.id === 'read');
  const fma = measured.ceilings.find(ceiling => ceiling.id === 'fma');
  const peak = fma ? fma.value : null;
  const passing = [read, fma].flatMap(ceiling => ceiling?.passedBy?.split('@', 1)[0] ?? []);
  return {
    points: rooflinePoints(measured),
    bandwidth: read ? bandwidthRoofs(read) : [],
    peakFlopsPerSecond: peak,
    peakPassed: fma?.passedBy !== undefined,
    passing,
    ridge: passing.length > 0 ? null : ridgePoint(measured.ceilings),
    marks: marksOf(measured.records),
  };
}

function rooflinePoints(measured: Measured): readonly RooflinePoint[] {
  const usable = usableRecords(measured.records);
  return productRecords(measured.records)
    .filter(record => record.case.cache === 'stream')
    .flatMap(record => {
      const intensity = arithmeticIntensity(record.work);
      if (intensity === null || !(intensity > 0)) return [];
      const { usefulFlops } = record.work;
      const { rowCount, columnCount, pattern, density } = record.problem;
      return {
        address: record.address,
        kernelId: record.case.kernelId,
        problem: `${pattern} ${formatShape(rowCount, columnCount)}${density < 1 ? `, ${formatNumber(density * 100)} %` : ''}`,
        isBatchOne: record.operation === 'matvec',
        intensity,
        flopsPerSecond: perSecond(usefulFlops, record.summary.medianNs),
        low: perSecond(usefulFlops, record.summary.highNs),
        high: perSecond(usefulFlops, record.summary.lowNs),
        shareOfRoof: shareOfRoof(record, usable, measured.ceilings),
        unresolved: isUnresolved(record),
      };
    });
}

const KIND_WORDS: Readonly<Record<CeilingKind, string>> = {
  memory: 'memory',
  mixed: 'memory and load instructions mixed',
  'instruction-limited': 'limited by load instructions',
  unknown: 'kind unknown',
};

function bandwidthRoofs(read: Ceiling): readonly BandwidthRoof[] {
  const passed = read.passedBy !== undefined;
  const words = passed ? 'passed, no ceiling' : KIND_WORDS[read.kind];
  const memory: BandwidthRoof = {
    level: 'memory',
    label: `read ${formatBytesPerSecond(read.value)} (${words})`,
    shortLabel: `read ${formatBytesPerSecond(read.value)}`,
    bytesPerSecond: read.value,
    passed,
  };
  const fastest = Math.max(0, ...read.curve.map(point => point.value));
  if (!(fastest > CACHE_RATIO * read.value)) return [memory];
  const label = `from cache ${formatBytesPerSecond(fastest)}`;
  return [memory, { level: 'cache', label, shortLabel: label, bytesPerSecond: fastest, passed: false }];
}

export function rooflineText(data: RooflineData): FigureText {
  const rate = rateColumn(
    data.points.map(point => point.flopsPerSecond),
    'FLOP/s',
  );
  return {
    title: rooflineFinding(data),
    description:
      'Useful FLOP/s against useful FLOP per compulsory byte, both logarithmic. Slope: reading. Level: ' +
      'multiply-add. They meet at the ridge point.',
    columns: [
      textColumn('Kernel'),
      textColumn('Problem'),
      numberColumn('FLOP/byte'),
      numberColumn(rate.unit),
      numberColumn('% of roof'),
    ],
    rows: data.points.map(point => ({
      cells: [
        point.kernelId,
        point.problem,
        formatNumber(point.intensity),
        point.unresolved ? 'unresolved' : rate.print(point.flopsPerSecond, point.low, point.high),
        ofRoof(point),
      ],
      address: point.address,
    })),
  };
}

function ofRoof({ shareOfRoof, unresolved }: RooflinePoint): string {
  return shareOfRoof === null || unresolved ? 'n/a' : formatNumber(shareOfRoof * 100);
}

function shareOfRoof(
  record: OkRecord,
  usable: readonly OkRecord[],
  ceilings: readonly Ceiling[],
): number | null {
  const [bandwidth, compute] = (['read', 'fma'] as const).map(id => shareValue(id, record, usable, ceilings));
  return bandwidth == null || compute == null ? null : Math.max(bandwidth, compute);
}

function rooflineFinding(data: RooflineData): string {
  if (data.passing.length > 0) {
    const who = [...new Set(data.passing)].join(' and ');
    return `Roofline: ${who} ${data.passing.length > 1 ? 'pass' : 'passes'} the probe that should bound it, which is no ceiling here; so there is no ridge point.`;
  }
  if (data.ridge === null || data.peakFlopsPerSecond === null) {
    return 'Roofline: without both a read and a multiply-add ceiling there is no ridge point.';
  }
  const ridge = `the ridge point of ${formatNumber(data.ridge)} FLOP/byte`;
  const batchOne = data.points.filter(({ isBatchOne }) => isBatchOne);
  const points = batchOne.length > 0 ? batchOne : data.points;
  const best = bestOfRoof(points);
  if (!best)
    return `The ridge point is at ${formatNumber(data.ridge)} FLOP/byte, under a roof of ${formatFlopsPerSecond(data.peakFlopsPerSecond)}.`;
  const left = points.filter(({ intensity }) => intensity < data.ridge!).length;
  const count = left === points.length ? 'Every product' : `${left} of ${points.length} products`;
  const where = `${count}${batchOne.length > 0 ? ' of one vector' : ''} ${left === 1 || left === points.length ? 'stands' : 'stand'} left of ${ridge}`;
  return `${where}, the nearest at ${formatNumber(best.share * 100)} % of its roof.`;
}

/** The product nearest to its roof. */
function bestOfRoof(
  points: readonly RooflinePoint[],
): { readonly point: RooflinePoint; readonly share: number } | null {
  return points
    .flatMap(point =>
      point.shareOfRoof === null || point.unresolved ? [] : { point, share: point.shareOfRoof },
    )
    .reduce<ReturnType<typeof bestOfRoof>>(
      (best, item) => (best && best.share >= item.share ? best : item),
      null,
    );
}
