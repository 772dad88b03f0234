import type { Finding } from '../../core/record/finding.ts';
import type { OkRecord } from '../../core/record/record.ts';
import { cacheKneeFinding } from '../ceilings/cache-knees.ts';
import { arithmeticFinding } from '../experiments/arithmetic.ts';
import { batchKneeFinding } from '../experiments/batch.ts';
import { dispatchFinding } from '../experiments/fixed-cost.ts';
import { sparseDilutionFindings } from '../experiments/sparse-dilution.ts';
import { sparseLatencyFindings } from '../experiments/sparse-latency.ts';
import { type MeasuredEvidence, type RunFacts, rungsFor } from './evidence.ts';

/** E1 to E8 in their order, with what stands beside them: dilution of every rung of E3, control, B*, S1, E8 of sparse products, cache knee. */
export function experimentFindings(
  judged: OkRecord | null,
  evidence: MeasuredEvidence,
  facts: RunFacts,
): readonly Finding[] {
  const { records, ceilings, control, costs } = facts;
  const dilutions = rungsFor(judged, facts)
    .filter(({ record, dilution }) => record !== judged && dilution.value !== null)
    .map(({ dilution }) => dilution);
  return [
    evidence.roof,
    arithmeticFinding(evidence.compute),
    evidence.bytes,
    evidence.flops,
    evidence.batches,
    batchKneeFinding(facts.batches, ceilings),
    evidence.dilution,
    ...dilutions,
    control,
    dispatchFinding('E7', costs.timestamp),
    dispatchFinding('E7-wall', costs.wall),
    evidence.latency,
    ...sparseDilutionFindings(records, ceilings, facts),
    ...sparseLatencyFindings(records, facts),
    cacheKneeFinding(ceilings, judged),
  ];
}
