import { CLAIM_SOURCES, claimIdOf } from '../../analysis/claims/sources.ts';
import type { Finding } from '../../core/record/finding.ts';
import type { ResultFile } from '../../core/record/result-file.ts';

/** One claim of the debate with what this run says of it. */
export interface ClaimRow {
  readonly finding: Finding;
  /** What was claimed, and the figures it came with. */
  readonly claim: string;
  readonly source: string;
}

/** The claims of a run in their order, C2 once for each type of weights. */
export function claimRows({ findings }: Pick<ResultFile, 'findings'>): readonly ClaimRow[] {
  return findings.flatMap(finding => {
    const source = CLAIM_SOURCES[claimIdOf(finding) ?? ''];
    return source ? [{ finding, ...source }] : [];
  });
}

/** The experiments: every finding that is no claim. */
export function experimentsOf({ findings }: Pick<ResultFile, 'findings'>): readonly Finding[] {
  return findings.filter(finding => claimIdOf(finding) === null);
}
