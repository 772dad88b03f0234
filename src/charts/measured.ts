import { THRESHOLDS } from '../analysis/evidence/thresholds.ts';
import { hasSparseInput, isHost, isWallVariant } from '../analysis/evidence/usable.ts';
import { isProduct } from '../core/operation.ts';
import type { Analysis } from '../core/record/finding.ts';
import type { BenchRecord, OkRecord } from '../core/record/record.ts';
import type { ResultFile } from '../core/record/result-file.ts';
import type { Family } from './palette.ts';

/** What every figure is drawn from: a whole result file, or what there is of a run that still goes on. */
export interface Measured extends Analysis {
  readonly records: readonly BenchRecord[];
  readonly thresholds: Readonly<Record<string, number>>;
}

export function measuredOf(file: ResultFile): Measured {
  const { records, ceilings, findings, crossovers, verdict, thresholds } = file;
  return { records, ceilings, findings, crossovers, verdict, thresholds };
}

export function isOk(record: BenchRecord): record is OkRecord {
  return record.status === 'ok';
}

export function familyOf(record: Pick<BenchRecord, 'family' | 'operation'>): Family {
  return isProduct(record) && record.family !== 'probe' ? record.family : 'ceiling';
}

/** The undiluted products on the GPU that took any time at all, once each: what stands under the roofs. */
export function productRecords(records: readonly BenchRecord[]): readonly OkRecord[] {
  return records.filter(isOk).filter(record => {
    const onDevice = !isHost(record) && record.summary.medianNs > 0;
    const isWhole = record.case.memoryShare === 1 && !hasSparseInput(record);
    return isProduct(record) && onDevice && isWhole && !isWallVariant(record);
  });
}

export function isUnresolved(record: OkRecord): boolean {
  return record.summary.flags.includes('unresolved');
}

export function recordAt(measured: Pick<Measured, 'records'>, address: string): BenchRecord | undefined {
  return measured.records.find(record => record.address === address);
}

/** The constant that the run was judged by, else the program's own. */
export function threshold(measured: Pick<Measured, 'thresholds'>, name: keyof typeof THRESHOLDS): number {
  return measured.thresholds[name] ?? THRESHOLDS[name];
}
