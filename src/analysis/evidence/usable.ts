import { formatProblem } from '../../core/record/address.ts';
import { type BenchRecord, isDenseF32, type OkRecord } from '../../core/record/record.ts';

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
export function isHost({ kind }: Pick<BenchRecord, 'kind'>): boolean {
  return kind === 'host';
}

/** A vendor's library, measured outside WebGPU by bench/peers/nvidia.py. */
export function isVendor({ kind }: Pick<BenchRecord, 'kind'>): boolean {
  return kind === 'vendor';
}

/** Asked for by wall clock though the case also runs on the GPU's best clock: a second time for the same thing. */
export function isWallVariant(record: Pick<BenchRecord, 'case'>): boolean {
  return record.case.clock === 'wall';
}

/** What products and probes are judged by: the kernel as it is, on the best clock that the GPU has, with all of x. */
export function plainRecords(records: readonly OkRecord[]): readonly OkRecord[] {
  return wholeRecords(records).filter(record => !hasSparseInput(record));
}

/** The same with products of which x is sparse. */
export function wholeRecords(records: readonly OkRecord[]): readonly OkRecord[] {
  return records.filter(record => record.case.memoryShare === 1 && !isHost(record) && !isWallVariant(record));
}

/** A product that has less to do than its matrix: comparable with others of the same activity only. */
export function hasSparseInput({ problem }: Pick<OkRecord, 'problem'>): boolean {
  return problem.activeInputs !== undefined;
}

export function isDense({ family }: Pick<BenchRecord, 'family'>): boolean {
  return family === 'dense';
}

/** Stored without its zeros, in whatever format. */
export function isSparse({ family }: Pick<BenchRecord, 'family'>): boolean {
  return family === 'csr' || family === 'sparse-other';
}

/** Dense matrix–vector products by the kernels under test, over weights of any type. */
export function isMatrixVector(record: BenchRecord): boolean {
  return record.operation === 'matvec' && isDense(record) && record.kind === 'webgpu';
}

/** Of a matrix that has nothing to leave out: a value that was drawn may be zero by chance. */
export function isFull({ problem }: Pick<OkRecord, 'problem'>): boolean {
  return problem.density >= FULL_DENSITY;
}

const FULL_DENSITY = 0.99;

/** Those over f32 weights: what is judged, and what the cost of a dispatch is fitted on. */
export function isGemv(record: BenchRecord): boolean {
  return isMatrixVector(record) && record.valueType === 'f32';
}

/**
 * Products of f32 weights and several columns, without those that only stood beside sparse ones: of these the pilot chose one
 * kernel, and no more columns than the sparse ones have.
 */
export function denseProducts(records: readonly OkRecord[]): readonly OkRecord[] {
  const products = records.filter(({ operation }) => operation === 'matmul');
  const besideSparse = new Set(
    products.filter(record => isSparse(record)).flatMap(({ samples }) => samples.map(({ group }) => group)),
  );
  return products.filter(
    record => isDenseF32(record) && !record.samples.every(({ group }) => besideSparse.has(group)),
  );
}

export function problemKey(record: Pick<OkRecord, 'case'>): string {
  return formatProblem(record.case.problem);
}

export function tunablesKey({ case: { tunables } }: Pick<OkRecord, 'case'>): string {
  return Object.keys(tunables)
    .sort()
    .map(name => `${name}=${tunables[name]}`)
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
