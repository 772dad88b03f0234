import { analyze } from '../analysis/analyze.ts';
import { THRESHOLDS } from '../analysis/evidence/thresholds.ts';
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
