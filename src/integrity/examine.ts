import type { OkRecord } from '../core/record/record.ts';
import type { Remark, Severity } from '../core/record/remark.ts';
import type { ResultFile } from '../core/record/result-file.ts';
import { examined, okRecordsOf } from './examined.ts';
import type { Relation } from './relation.ts';
import type { Relaunched } from './relaunch/relaunch.ts';
import { createRelaunches, type Relaunches } from './relaunch/relaunches.ts';
import { replan } from './relaunch/replan.ts';

/** By id, found by suffix. */
export const relations: readonly Relation[] = Object.values(
  import.meta.glob<Relation>('./*/*.relation.ts', { eager: true, import: 'default' }),
).sort((a, b) => (a.id < b.id ? -1 : 1));

const ORDER: readonly Severity[] = ['impossible', 'doubtful', 'unknown'];

export interface ExamineOptions {
  /** The reader's clock, ms since 1970. */
  readonly nowMs: number;
  /** Of this program's sources, by which it knows its own files; that of the build where absent. */
  readonly catalogueHash?: string;
  /** False: kernels are not asked for their launches, which takes memory and some ms a file. */
  readonly relaunches?: boolean;
}

/** Kept from file to file. */
const shared: Relaunches = createRelaunches();

/**
 * All relations that a file breaks, the worst first. Hashes, summaries and conclusions are not looked at: validateResult
 * recomputes those.
 */
export async function examine(file: ResultFile, options: ExamineOptions): Promise<readonly Remark[]> {
  const { nowMs, catalogueHash = __CATALOGUE_HASH__, relaunches = true } = options;
  const isOurs = file.catalogueHash === catalogueHash;
  const relaunched = isOurs && relaunches ? await relaunchAll(file) : new Map();
  const replanned = isOurs ? await replan(file) : null;
  const run = examined(file, { nowMs, relaunched, replanned, isOurs });
  const remarks = relations.flatMap(({ id, severity, breaches }) =>
    [...breaches(run)].map(({ where, message }) => ({ relation: id, severity, where, message })),
  );
  return remarks.sort((a, b) => ORDER.indexOf(a.severity) - ORDER.indexOf(b.severity));
}

async function relaunchAll(file: ResultFile): Promise<Map<OkRecord, Relaunched>> {
  const relaunched = new Map<OkRecord, Relaunched>();
  for (const { record } of okRecordsOf(file)) {
    const found = await shared.of(record, file.environment);
    if (found !== null) relaunched.set(record, found);
  }
  return relaunched;
}

/** The worst of what was found; null where nothing was. */
export function worstSeverity(remarks: readonly Remark[]): Severity | null {
  return ORDER.find(severity => remarks.some(remark => remark.severity === severity)) ?? null;
}
