import { THRESHOLDS } from '../analysis/evidence/thresholds.ts';
import type { Environment } from '../core/environment.ts';
import type { Plan } from '../core/plan.ts';
import { formatCase } from '../core/record/address.ts';
import type { Analysis } from '../core/record/finding.ts';
import type { BenchRecord } from '../core/record/record.ts';
import { type ResultFile, SCHEMA_VERSION, type SessionFacts } from '../core/record/result-file.ts';
import { plannedCases } from '../measure/session/queue.ts';
import { canonicalJson, sealFile, textHash } from '../store/hash.ts';

/** What a run, real or simulated, planned, measured and concluded. */
export interface RunParts {
  readonly plan: Plan;
  readonly environment: Environment;
  readonly facts: SessionFacts;
  readonly records: readonly BenchRecord[];
  readonly analysis: Analysis;
}

/** The sealed result file of a run. */
export async function composeResult(parts: RunParts, programVersion: string): Promise<ResultFile> {
  const { plan, environment, facts, records, analysis } = parts;
  const { ceilings, findings, crossovers, verdict } = analysis;
  const addresses = plannedCases(plan).map(formatCase);
  return sealFile({
    schemaVersion: SCHEMA_VERSION,
    programVersion,
    catalogueHash: __CATALOGUE_HASH__,
    judgedBy: { programVersion, rulesHash: __RULES_HASH__ },
    suiteHash: await textHash(canonicalJson([plan.suite, ...new Set(addresses)].sort())),
    session: facts,
    environment,
    records,
    ceilings,
    findings,
    crossovers,
    verdict,
    thresholds: THRESHOLDS,
  });
}
