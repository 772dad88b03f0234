import type { Ceiling } from '../../core/record/finding.ts';
import type { BenchRecord } from '../../core/record/record.ts';
import { perSecond } from '../../core/units.ts';
import { arithmeticIntensity } from '../../core/work.ts';
import { plainRecords, usableRecords } from '../evidence/usable.ts';

export type RooflineFamily = 'dense' | 'csr' | 'other';

/** A product under the roofs. Fractions are not clamped: one above 1 is a finding about the model. */
export interface RooflinePoint {
  readonly address: string;
  readonly kernelId: string;
  readonly family: RooflineFamily;
  /** Useful FLOP per compulsory byte. */
  readonly intensity: number;
  readonly flopsPerSecond: number;
  readonly low: number;
  readonly high: number;
  /** Of what is attainable at this intensity; null without both roofs. */
  readonly fraction: number | null;
}

/** FLOP/s that read and FMA ceilings allow at this intensity (FLOP/byte); null where either was not measured. */
export function attainable(intensity: number, ceilings: readonly Ceiling[]): number | null {
  const read = roofOf(ceilings, 'read');
  const fma = roofOf(ceilings, 'fma');
  return read === null || fma === null ? null : Math.min(intensity * read, fma);
}

/** FLOP/byte where the memory slope meets the compute roof. */
export function ridgePoint(ceilings: readonly Ceiling[]): number | null {
  const read = roofOf(ceilings, 'read');
  const fma = roofOf(ceilings, 'fma');
  return read === null || fma === null ? null : fma / read;
}

/** Products on the GPU, undiluted, once each; probes and host rows have no place under the roof. */
export function rooflinePoints(
  records: readonly BenchRecord[],
  ceilings: readonly Ceiling[],
): readonly RooflinePoint[] {
  return plainRecords(usableRecords(records)).flatMap(record => {
    if (record.operation !== 'matvec' && record.operation !== 'matmul') return [];
    const intensity = arithmeticIntensity(record.work);
    if (intensity === null || !(intensity > 0)) return [];
    const { medianNs, lowNs, highNs } = record.summary;
    const flops = record.work.usefulFlops;
    const flopsPerSecond = perSecond(flops, medianNs);
    const roof = attainable(intensity, ceilings);
    return {
      address: record.address,
      kernelId: record.case.kernelId,
      family: familyOf(record),
      intensity,
      flopsPerSecond,
      low: perSecond(flops, highNs),
      high: lowNs > 0 ? perSecond(flops, lowNs) : flopsPerSecond,
      fraction: roof === null ? null : flopsPerSecond / roof,
    };
  });
}

function familyOf({ family }: Pick<BenchRecord, 'family'>): RooflineFamily {
  return family === 'dense' || family === 'csr' ? family : 'other';
}

function roofOf(ceilings: readonly Ceiling[], id: Ceiling['id']): number | null {
  const value = ceilings.find(ceiling => ceiling.id === id)?.value;
  return value !== undefined && value > 0 ? value : null;
}
