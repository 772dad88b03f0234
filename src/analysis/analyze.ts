import type { Environment } from '../core/environment.ts';
import type { Analysis } from '../core/record/finding.ts';
import type { BenchRecord, TimerId } from '../core/record/record.ts';
import { findCeilings } from './ceilings/ceilings.ts';
import { chooserFindings } from './chooser/chooser.ts';
import { claimsOf } from './claims/claims.ts';
import { activityFindings } from './crossover/activity.ts';
import { batchFindings } from './crossover/batch-sparse.ts';
import { findCrossovers } from './crossover/crossover.ts';
import { decodeFindings } from './decode.ts';
import { isVendor, usableRecords } from './evidence/usable.ts';
import { markPassed } from './experiments/passed-ceilings.ts';
import { withDisputedTimes } from './verdict/disputed-times.ts';
import { costFor, evidenceFor, runFacts } from './verdict/evidence.ts';
import { experimentFindings } from './verdict/experiment-findings.ts';
import { judgedCase } from './verdict/judged.ts';
import { verdictOf } from './verdict/verdict.ts';

/**
 * Everything that follows from the records of a run, complete or not: the same records give the same analysis, to the
 * last bit, on every engine. Findings are about this program's kernels: a vendor's stand beside them, in tables only.
 * Never throws for records that the schema admits, and holds no NaN and no infinity.
 */
export function analyze(records: readonly BenchRecord[], environment: Environment): Analysis {
  const own = records.filter(record => !isVendor(record));
  const usable = usableRecords(own);
  const ceilings = markPassed(findCeilings(own), usable);
  const facts = runFacts(usable, ceilings);
  const judged = judgedCase(usable);
  const evidence = evidenceFor(judged, facts);
  const t0Of = (timerId: TimerId) => costFor(facts, timerId)?.t0.value ?? null;
  const analysis = {
    ceilings,
    findings: [
      ...experimentFindings(judged, evidence, facts),
      ...activityFindings(usable, t0Of),
      ...batchFindings(usable, t0Of),
      ...chooserFindings(usable, t0Of),
      ...decodeFindings(own, facts),
    ],
    crossovers: findCrossovers(usable, t0Of),
    verdict: verdictOf(judged, evidence, facts, environment.adapter),
  };
  const claims = claimsOf(own, analysis, { deviceClass: environment.adapter.class });
  const whole = { ...analysis, findings: [...analysis.findings, ...claims] };
  return withDisputedTimes(whole, environment.clock);
}
