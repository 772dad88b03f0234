import { usableRecords } from '../analysis/evidence/usable.ts';
import type { Environment } from '../core/environment.ts';
import type { Analysis, Finding } from '../core/record/finding.ts';
import type { BenchRecord, OkRecord } from '../core/record/record.ts';
import type { SessionFacts } from '../core/record/result-file.ts';

/** What is answered from: a result file, or what there is of a run that still goes on. */
export interface AnswerInput extends Analysis {
  readonly records: readonly BenchRecord[];
  readonly environment: Pick<Environment, 'adapter' | 'clock'>;
  /** Absent while the run goes on. */
  readonly session?: Pick<SessionFacts, 'suite' | 'ended' | 'unsteady' | 'startedAt'>;
}

/** The product that the verdict is about; null where there was none. */
export function judgedRecord({
  records,
  verdict,
}: Pick<AnswerInput, 'records' | 'verdict'>): OkRecord | null {
  return usableRecords(records).find(({ address }) => address === verdict.judged) ?? null;
}

export function findingAt({ findings }: Pick<AnswerInput, 'findings'>, id: string): Finding | null {
  return findings.find(finding => finding.id === id) ?? null;
}
