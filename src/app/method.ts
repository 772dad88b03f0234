import {
  CACHE_TIMES,
  FULL_BATCHES,
  FULL_RUNGS,
  FULL_STOP,
  LEAST_STREAM_BYTES,
  MINIMUM_BATCH_MS,
  QUICK_STOP,
  STREAM_BYTES,
  WARMUP_MS,
} from '../../bench/suites/parts/effort.ts';
import { THRESHOLDS } from '../analysis/evidence/thresholds.ts';
import { MEMORY_SHARES, RESIDENT_SETS_BYTES } from '../core/dilution.ts';
import { SUBMISSION_LIMIT_NS } from '../gpu/timers/submissions.ts';
import { wallMultiples } from '../gpu/timers/wall-multiples.ts';
import { MINIMUM_STEPS } from '../measure/case/sampler.ts';
import { DISCARDED_PART, DRIFT } from '../measure/session/canary.ts';
import { HALVING_ROUNDS, NEAR_REFERENCE, OUTPACED } from '../measure/session/halving.ts';
import { LEAST_ROUNDS } from '../measure/session/rounds.ts';
import type { MethodConstants } from '../report/method/document.ts';

/** What the program measures and judges by, for the text that says so. */
export const METHOD_CONSTANTS: MethodConstants = {
  thresholds: THRESHOLDS,
  stop: { quick: QUICK_STOP, full: FULL_STOP },
  minimumBatchMs: MINIMUM_BATCH_MS,
  minimumSteps: MINIMUM_STEPS,
  submissionLimitNs: SUBMISSION_LIMIT_NS,
  wallMultiples: wallMultiples(1, 0),
  warmupMs: WARMUP_MS,
  canaryDrift: DRIFT,
  discardShare: DISCARDED_PART,
  leastRounds: LEAST_ROUNDS,
  halvingRounds: HALVING_ROUNDS,
  outpaced: OUTPACED,
  nearReference: NEAR_REFERENCE,
  cacheTimes: CACHE_TIMES,
  leastStreamBytes: LEAST_STREAM_BYTES,
  softwareStreamBytes: STREAM_BYTES.software,
  mostMultiplyAdds: Math.max(...FULL_RUNGS),
  mostVectors: Math.max(...FULL_BATCHES),
  memoryShares: MEMORY_SHARES,
  residentSetsBytes: RESIDENT_SETS_BYTES,
};
