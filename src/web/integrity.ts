import { analyze } from '../analysis/analyze.ts';
import { THRESHOLDS } from '../analysis/thresholds.ts';
import type { ResultFile } from '../core/result-file.ts';
import { summarize } from '../stats/summary.ts';
import { type ValidationTools, validateResult } from '../store/validate.ts';
import type { Integrity } from './state.ts';

const TOOLS: ValidationTools = {
  summarize: ({ samples, timerId, resolutionNs, sampleOrder: order }) =>
    summarize(samples, { timerId, resolutionNs, order }),
  analyse: file => analyze(file.records, file.environment),
  thresholds: THRESHOLDS,
};

/** Recomputes every hash, summary and finding of a file from its samples. */
export async function checkIntegrity(file: ResultFile): Promise<Integrity> {
  const [first, ...others] = await validateResult(file, TOOLS);
  if (!first) return { status: 'sound' };
  return { status: 'broken', first: `${first.place}: ${first.message}`, count: others.length + 1 };
}
