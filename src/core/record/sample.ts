/** One timed batch. Samples are kept in measured order and never split, sorted or dropped. */
export interface Sample {
  /** Order over the whole session. */
  readonly index: number;
  readonly round: number;
  /** Comparison group: samples of two cases with the same group and round are a pair. */
  readonly group: string;
  /** Since the session began. */
  readonly startedAtMs: number;
  /** Of the whole batch. */
  readonly totalNs: number;
  /** Executions of the launch in the batch. */
  readonly dispatches: number;
}

export type SummaryFlag =
  /** Median batch under 20 clock steps: no number should be read off it. */
  | 'unresolved'
  /** First and last third differ by more than 10 %. */
  | 'drift'
  /** More than 5 % of the samples lie over 3 scaled MADs from the median. */
  | 'heavy-tails'
  /** Too few samples for an interval worth the name (under 5). */
  | 'few-samples';

/** Per execution of the launch; recomputed from the samples by `validate`. */
export interface Summary {
  readonly medianNs: number;
  /** 95 % interval of the median, never narrower than the clock step ÷ dispatches. */
  readonly lowNs: number;
  readonly highNs: number;
  /** Median absolute deviation, unscaled. */
  readonly madNs: number;
  readonly minNs: number;
  readonly sampleCount: number;
  /** Median of the last third ÷ median of the first third. */
  readonly driftRatio: number;
  readonly flags: readonly SummaryFlag[];
}
