import { formatProblem } from '../../core/address.ts';
import type { BenchRecord, OkRecord } from '../../core/record.ts';

/**
 * Records that a number may be read off: checked, timed, resolved. Where an address occurs twice (a later section added
 * samples) the last one counts.
 */
export function usableRecords(records: readonly BenchRecord[]): readonly OkRecord[] {
  const latest = new Map(records.map(record => [record.address, record]));
  return [...latest.values()].filter(isUsable);
}

function isUsable(record: BenchRecord): record is OkRecord {
  if (record.status !== 'ok') return false;
  const { medianNs, lowNs, highNs, flags } = record.summary;
  const finite = [medianNs, lowNs, highNs, record.work.compulsoryBytes, record.work.usefulFlops].every(
    Number.isFinite,
  );
  return finite && medianNs > 0 && record.samples.length > 0 && !flags.includes('unresolved');
}

/** JavaScript on the CPU: a row of the table, never evidence about the GPU. */
export function isHost(record: Pick<OkRecord, 'kernelId' | 'timerId'>): boolean {
  return record.timerId === 'host' || record.kernelId.startsWith('host/');
}

/** Asked for by wall clock though the case also runs on the GPU's best clock: a second time for the same thing. */
export function isWallVariant(record: Pick<OkRecord, 'address'>): boolean {
  return /[?&]clock=wall(&|$)/.test(record.address);
}

/** What products and probes are judged by: the kernel as it is, on the best clock that the GPU has. */
export function plainRecords(records: readonly OkRecord[]): readonly OkRecord[] {
  return records.filter(record => record.memoryShare === 1 && !isHost(record) && !isWallVariant(record));
}

export function isDense(record: Pick<OkRecord, 'format'>): boolean {
  return record.format.startsWith('dense');
}

/** Dense matrix–vector products by the kernels under test, over weights of any type. */
export function isMatrixVector(record: OkRecord): boolean {
  return record.operation === 'matvec' && isDense(record) && record.kernelId.startsWith('gemv/');
}

/** Those over f32 weights: what is judged, and what the cost of a dispatch is fitted on. */
export function isGemv(record: OkRecord): boolean {
  return isMatrixVector(record) && record.format === 'dense-f32';
}

/** Type of the stored values: "f32" of "csr-f32". */
export function valueType(record: Pick<OkRecord, 'format'>): string {
  return record.format.split('-')[1] ?? '';
}

export function problemKey(record: Pick<OkRecord, 'problemSpec'>): string {
  return formatProblem(record.problemSpec);
}

export function tunablesKey(record: Pick<OkRecord, 'tunables'>): string {
  return Object.keys(record.tunables)
    .sort()
    .map(name => `${name}=${record.tunables[name]}`)
    .join('&');
}

/** The fastest by median; the first of equals. */
export function fastest(records: readonly OkRecord[]): OkRecord | null {
  return records.reduce<OkRecord | null>(
    (best, record) => (best === null || record.summary.medianNs < best.summary.medianNs ? record : best),
    null,
  );
}

/** One list a key, keys in order of first appearance. */
export function groupBy<T>(
  items: readonly T[],
  keyOf: (item: T) => string,
): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return groups;
}
