import type { AdapterFacts } from '../../src/core/environment.ts';
import type { OperationId } from '../../src/core/operation.ts';
import type { CheckResult } from '../../src/core/record/record.ts';
import type { Sample } from '../../src/core/record/sample.ts';
import type { SampleOrder } from '../../src/stats/bootstrap.ts';

/**
 * `call`: as a user calls it, result read back. `row`: calls one after the other with one wait at the end, per call.
 * `clock`: GPU time of one call by the timestamps that both sides take.
 */
export const METHODS = ['call', 'row', 'clock'] as const;
export type Method = (typeof METHODS)[number];

/** Samples of one side by one method, as stats/ takes them. */
export interface TimedSide {
  readonly timerId: 'host' | 'wall' | 'timestamp';
  /** Smallest step of the clock. */
  readonly resolutionNs: number;
  readonly sampleOrder: SampleOrder;
  readonly medianNs: number;
  readonly samples: readonly Sample[];
}

/** Time of the peer ÷ ours: above 1, ours is faster. */
export interface PeerRatio {
  readonly method: Method;
  /** Null: below the resolution of the clock. */
  readonly value: number | null;
  /** 95 % interval of the median. */
  readonly low: number | null;
  readonly high: number | null;
  /** Rounds A B B A; samples of the smaller side where unpaired. */
  readonly count: number;
  /** False: the two ran one after the other, and what drifted between them is in the ratio. */
  readonly paired: boolean;
  readonly ours: TimedSide;
  readonly peer: TimedSide;
}

export interface PeerRow {
  readonly peer: string;
  readonly version: string | null;
  readonly status: 'compared' | 'lacks' | 'skipped' | 'wrong output' | 'failed';
  /** What it lacks, why it was skipped, what was wrong, or what to know of the figures. */
  readonly remark: string | null;
  readonly check: CheckResult | null;
  readonly ratios: readonly PeerRatio[];
}

/** One operation on one problem: our fastest kernel, and the peers beside it. */
export interface Block {
  readonly operation: OperationId;
  /** Address of the problem. */
  readonly problem: string;
  /** Null where nothing of ours ran. */
  readonly ours: { readonly address: string; readonly kernelId: string; readonly check: CheckResult } | null;
  readonly status: 'compared' | 'skipped' | 'wrong output' | 'failed';
  readonly remark: string | null;
  readonly rows: readonly PeerRow[];
}

export interface Comparison {
  readonly programVersion: string;
  readonly startedAt: string;
  readonly durationMs: number;
  readonly adapter: AdapterFacts;
  readonly runtime: { readonly name: string; readonly version: string; readonly platform: string };
  readonly blocks: readonly Block[];
}

/** Whether anything of ours was wrong: the comparison then says nothing. */
export function oursWasWrong({ blocks }: Comparison): boolean {
  return blocks.some(({ status }) => status === 'wrong output');
}
