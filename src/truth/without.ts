import { findCeilings } from '../analysis/ceilings/ceilings.ts';
import { usableRecords } from '../analysis/evidence/usable.ts';
import { evidenceFor, runFacts } from '../analysis/verdict/evidence.ts';
import { judgedCase } from '../analysis/verdict/judged.ts';
import { decideRegime } from '../analysis/verdict/regime.ts';
import type { Evidence } from '../analysis/verdict/signs.ts';
import type { Finding, FindingStatus, Regime } from '../core/record/finding.ts';
import type { BenchRecord } from '../core/record/record.ts';

export const REMOVABLE = ['E1', 'E3', 'E4', 'E5', 'E6', 'E8'] as const;
export type Removable = (typeof REMOVABLE)[number];

/** T(½) ÷ T(1) where all of the time is memory's. */
const ALL_SAVED = 0.5;

/**
 * The regime if one experiment did not exist. What the rule demands of E1 and E6 is then taken as given; E3, E4, E5 and
 * E8 are as if never run. Without E6 there is no dilution at all: not of the read probe, whose ceiling then counts as
 * memory's, and not of the other value types.
 */
export function regimeWithout(experiment: Removable, records: readonly BenchRecord[]): Regime {
  const evidence = experiment === 'E6' ? undilutedEvidence(records) : evidenceOf(records);
  return decideRegime(removed(experiment, evidence)).regime;
}

/** What the regime is decided by. */
export function evidenceOf(records: readonly BenchRecord[]): Evidence {
  const usable = usableRecords(records);
  return evidenceFor(judgedCase(usable), runFacts(usable, findCeilings(records)));
}

function undilutedEvidence(records: readonly BenchRecord[]): Evidence {
  const usable = usableRecords(records);
  const undiluted = usable.filter(record => record.case.memoryShare === 1);
  const ceilings = findCeilings(records).map(ceiling => ({ ...ceiling, kind: 'memory' as const }));
  return evidenceFor(judgedCase(usable), runFacts(undiluted, ceilings));
}

function removed(experiment: Removable, evidence: Evidence): Evidence {
  switch (experiment) {
    case 'E1':
      return { ...evidence, roof: withStatus(evidence.roof, 'supported') };
    case 'E3':
      return { ...evidence, bytes: withStatus(evidence.bytes, 'undecided') };
    case 'E4':
      return { ...evidence, flops: withStatus(evidence.flops, 'undecided') };
    case 'E5':
      return { ...evidence, batches: withStatus(evidence.batches, 'undecided') };
    case 'E6':
      return { ...evidence, dilution: { ...evidence.dilution, status: 'supported', high: ALL_SAVED } };
    case 'E8':
      return { ...evidence, latency: { ...evidence.latency, status: 'undecided', high: null } };
  }
}

function withStatus(finding: Finding, status: FindingStatus): Finding {
  return { ...finding, status };
}
