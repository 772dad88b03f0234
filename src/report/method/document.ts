import type { StopRule } from '../../core/plan.ts';

/** Everything that the method's sentences say a number of. All of it comes from the code that acts by it. */
export interface MethodConstants {
  /** Those that findings are judged by: analysis/evidence/thresholds.ts, or a result file's own. */
  readonly thresholds: Readonly<Record<string, number>>;
  readonly stop: { readonly quick: StopRule; readonly full: StopRule };
  /** A batch lasts at least this long, and this many clock steps. */
  readonly minimumBatchMs: number;
  readonly minimumSteps: number;
  /** Most GPU time of a submission. */
  readonly submissionLimitNs: number;
  /** Batches of one observation by wall clock. */
  readonly wallMultiples: readonly number[];
  readonly warmupMs: { readonly hardware: number; readonly software: number };
  /** The read probe of a round: how far off it is drifted, and which share of the rounds may be repeated. */
  readonly canaryDrift: number;
  readonly discardShare: number;
  /** Run whatever the time. */
  readonly leastRounds: number;
  readonly halvingRounds: number;
  /** Times of the fastest. */
  readonly outpaced: number;
  /** Factor, either way. */
  readonly nearReference: number;
  /** Streamed sets fill the last cache this many times. */
  readonly cacheTimes: number;
  readonly leastStreamBytes: number;
  readonly softwareStreamBytes: number;
  /** Multiply-adds on each word, and vectors, of the longest rungs. */
  readonly mostMultiplyAdds: number;
  readonly mostVectors: number;
  readonly memoryShares: readonly number[];
  readonly residentSetsBytes: readonly number[];
}

/** Text in which *stars* emphasise and `backticks` mark code; no other marks. */
export type Block =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'list'; readonly items: readonly string[] }
  | {
      readonly kind: 'table';
      readonly head: readonly string[];
      readonly rows: readonly (readonly string[])[];
    };

export interface Part {
  readonly title: string;
  readonly blocks: readonly Block[];
}

export function text(words: string): Block {
  return { kind: 'text', text: words };
}

export function list(...items: readonly string[]): Block {
  return { kind: 'list', items };
}
