/** Where in the session a sample is taken. */
export interface SamplePlace {
  readonly round: number;
  /** Comparison group: reference and rung of one group and round are a pair. */
  readonly group: string;
}

/** Numbers samples and rounds in measured order, over all sections and devices, so that they ascend within every record. */
export interface Numbering {
  nextIndex(): number;
  nextRound(): number;
  readonly sessionStartMs: number;
}

/** @param sessionStartMs on the host's clock */
export function createNumbering(sessionStartMs: number): Numbering {
  let sampleCount = 0;
  let roundCount = 0;
  return { nextIndex: () => sampleCount++, nextRound: () => roundCount++, sessionStartMs };
}
