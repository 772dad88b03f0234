import type { Remark, Severity } from '../core/record/remark.ts';
import type { ResultFile } from '../core/record/result-file.ts';
import { examined } from './examined.ts';
import type { Relation } from './relation.ts';

/** By id, found by suffix. */
export const relations: readonly Relation[] = Object.values(
  import.meta.glob<Relation>('./*/*.relation.ts', { eager: true, import: 'default' }),
).sort((a, b) => (a.id < b.id ? -1 : 1));

const ORDER: readonly Severity[] = ['impossible', 'doubtful', 'unknown'];

/**
 * All relations that a file breaks, the worst first. Hashes, summaries and conclusions are not looked at: validateResult
 * recomputes those.
 * @param nowMs the reader's clock, ms since 1970
 */
export async function examine(file: ResultFile, nowMs: number): Promise<readonly Remark[]> {
  const run = examined(file, nowMs);
  const remarks = relations.flatMap(({ id, severity, breaches }) =>
    [...breaches(run)].map(({ where, message }) => ({ relation: id, severity, where, message })),
  );
  return remarks.sort((a, b) => ORDER.indexOf(a.severity) - ORDER.indexOf(b.severity));
}

/** The worst of what was found; null where nothing was. */
export function worstSeverity(remarks: readonly Remark[]): Severity | null {
  return ORDER.find(severity => remarks.some(remark => remark.severity === severity)) ?? null;
}
