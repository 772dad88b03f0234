import type { Finding, FindingStatus } from '../core/finding.ts';

/** The status of a finding in a word; what is measured and never judged is `reported`. */
export type Standing = FindingStatus | 'reported';

/** Reported, not judged: arithmetic share, cost of a dispatch, batch that starts to cost, last cache, decode steps. */
const REPORTED = /^(E2|E7|E7-wall|B\*|knee|D\/.*)$/;

export function standingOf(finding: Pick<Finding, 'id' | 'value' | 'status'>): Standing {
  return finding.value !== null && REPORTED.test(finding.id) ? 'reported' : finding.status;
}
