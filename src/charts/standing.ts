import type { Finding, FindingStatus } from '../core/record/finding.ts';

/** The status of a finding in a word; what is measured and never judged is `reported`. */
export type Standing = FindingStatus | 'reported';

/**
 * Reported, not judged: arithmetic share, cost of a dispatch, batch that starts to cost, last cache, what dense hardware is worth,
 * decode steps.
 */
const REPORTED = /^(E2|E7|E7-wall|B\*|knee|S3\/.*|D\/.*)$/;

/** One without evidence was not measured. */
export function standingOf({ id, status, evidence }: Pick<Finding, 'id' | 'status' | 'evidence'>): Standing {
  return evidence.length > 0 && REPORTED.test(id) ? 'reported' : status;
}
