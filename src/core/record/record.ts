import type { Format, FormatId } from '../format.ts';
import type { OperationId } from '../operation.ts';
import type { ProblemFacts, ProblemSpec } from '../problem.ts';
import type { Work } from '../work.ts';
import type { Sample, Summary } from './sample.ts';

/** `stream`: weights rotate through copies beyond the last cache. `hot`: one copy. */
export type CacheState = 'stream' | 'hot';

/** Which clock times a case: the GPU's timestamps, the wall, or tinybench for host code. */
export type TimerId = 'timestamp' | 'wall' | 'host';

/** One kernel on one problem under stated conditions. Prints as one address, see address.ts. */
export interface Case {
  readonly kernelId: string;
  readonly problem: ProblemSpec;
  /** A plan may name only what differs from the kernel's defaults; a record names all, see completePlan. */
  readonly tunables: Readonly<Record<string, number>>;
  readonly cache: CacheState;
  /** E6: 1 is the kernel as it is. */
  readonly memoryShare: number;
  /** Bytes of the resident set of a diluted case; absent where it is the usual one, RESIDENT_SET_BYTES. */
  readonly residentBytes?: number;
  /** `gpu`: the best GPU clock there is; `wall`: the wall clock even where timestamps exist. */
  readonly clock: 'gpu' | 'wall';
}

export interface CheckResult {
  /** "every element", "Freivalds, sampled elements". */
  readonly method: string;
  readonly elementCount: number;
  /** Largest error ÷ (tolerance · Σ|a||x|) over all elements; over 1 is wrong. */
  readonly worstRatio: number;
  /** Allowed error relative to Σ|a||x|. */
  readonly tolerance: number;
}

export type StopReason = 'precision' | 'time-cap' | 'round-cap' | 'interrupted';

/** What ran: a kernel through WebGPU, JavaScript on the CPU, or a vendor's library outside WebGPU. */
export type RecordKind = 'webgpu' | 'host' | 'vendor';

/** What every record says, measured or not. Made in one place: measure/case/unsealed-record.ts. */
export interface RecordBase {
  /** `case`, printed by formatCase: the record's key. */
  readonly address: string;
  readonly case: Case;
  /**
   * Whether `case` names every tunable. False in records migrated from version 1, which named only what differed from
   * the defaults of its day: what the others were set to is not known.
   */
  readonly tunablesComplete: boolean;
  /** Names of the tunables that differed from the kernel's defaults when it ran: the short form of tables. */
  readonly tuned: readonly string[];
  readonly kind: RecordKind;
  readonly operation: OperationId;
  readonly format: FormatId;
  readonly family: Format['family'];
  readonly valueType: string;
  /**
   * First 16 hex digits of the SHA-256 of all that decides what is executed, see core/record/launch-identity.ts. Null where
   * nothing was launched, and in records migrated from version 1, where it is not known.
   */
  readonly launchHash: string | null;
  /** SHA-256 of the canonical JSON of this record without this field. */
  readonly sha256: string;
}

export interface OkRecord extends RecordBase {
  readonly status: 'ok';
  readonly problem: ProblemFacts;
  /** SHA-256 of the shader text, first 16 hex digits. Host rows: of the function's text. */
  readonly kernelHash: string;
  readonly timerId: TimerId;
  readonly resolutionNs: number;
  readonly work: Work;
  /** Dispatches of one execution of the launch; absent where it is one. */
  readonly stageCount?: number;
  /**
   * What storing the matrix in this format took on the host, from compressed rows: one call, the first on this matrix, so that
   * code which the runtime has hardly run is in it, as in a user's program. The same for all kernels of the format. Absent where
   * nothing is converted (CSR is the matrix as it was), where the matrix was given dense, where it took under 20 steps of the host's
   * clock, and in files of before it was timed.
   */
  readonly conversionNs?: number;
  readonly check: CheckResult;
  /** Copies of the weights that the batch rotates through, and why fewer than wanted where so. */
  readonly copies: { readonly count: number; readonly workingSetBytes: number; readonly cut: string | null };
  /** `sorted` where the timing library gives no order (tinybench). */
  readonly sampleOrder: 'measured' | 'sorted';
  readonly samples: readonly Sample[];
  /** Of rounds in which the canary drifted and that were repeated: not in the summary, kept for whoever asks. */
  readonly discardedSamples: readonly Sample[];
  readonly summary: Summary;
  readonly stop: { readonly reason: StopReason; readonly rounds: number };
}

/**
 * What kind of reason a case was skipped for; the sentence beside it is for readers. `time`: the budget of the run or of
 * its section was used up. `stopped`: someone ended the run. `device-lost`: the device went before or while it ran.
 * `feature`: the device lacks one that the kernel needs. `plan`: the suite did not want it. `unfit`: the kernel, its
 * format, the limits, the check or the clock do not take it.
 */
export type SkipCause = 'time' | 'stopped' | 'device-lost' | 'feature' | 'plan' | 'unfit';

export interface SkippedRecord extends RecordBase {
  readonly status: 'skipped';
  readonly reason: string;
  /** Absent in files of before there were causes; see skippedForTime. */
  readonly cause?: SkipCause;
}

export interface FailedRecord extends RecordBase {
  readonly status: 'failed';
  /** `check` and `check-after`: an output that was compared and was wrong; nothing else fails there. */
  readonly stage: 'problem' | 'encode' | 'prepare' | 'run' | 'check' | 'time' | 'check-after';
  readonly message: string;
}

export type BenchRecord = OkRecord | SkippedRecord | FailedRecord;

/** Whether a kernel computed something wrong, rather than nothing. */
export function isWrongOutput(
  record: Pick<BenchRecord, 'status'> & Partial<Pick<FailedRecord, 'stage'>>,
): boolean {
  return record.status === 'failed' && (record.stage === 'check' || record.stage === 'check-after');
}

/** Whether the matrix is stored whole and in f32: what lossy and sparse formats are compared with. */
export function isDenseF32({ family, valueType }: Pick<BenchRecord, 'family' | 'valueType'>): boolean {
  return family === 'dense' && valueType === 'f32';
}
