import { analyze } from '../analysis/analyze.ts';
import { THRESHOLDS } from '../analysis/evidence/thresholds.ts';
import type { Remark } from '../core/record/remark.ts';
import type { ResultFile } from '../core/record/result-file.ts';
import { examine } from '../integrity/examine.ts';
import { summarize } from '../stats/summary.ts';
import type { ValidationTools } from '../store/validate.ts';

/** How this program derives summaries and findings from samples. */
export const validationTools: ValidationTools = {
  summarize: ({ samples, timerId, resolutionNs, sampleOrder: order }) =>
    summarize(samples, { timerId, resolutionNs, order }),
  analyse: file => analyze(file.records, file.environment),
  thresholds: THRESHOLDS,
  rulesHash: __RULES_HASH__,
};

/** What no run can say, what few do, and what another version may have had reasons for; by this machine's date. */
export function examineFile(file: ResultFile): Promise<readonly Remark[]> {
  return examine(file, { nowMs: Date.now() });
}
