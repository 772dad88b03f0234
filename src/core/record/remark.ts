import type { Disagreement } from './result-file.ts';

/**
 * How bad it is that a file breaks a relation. `impossible`: no run can say so, the file is refused. `doubtful`: a run may
 * say so, few do; the file is flagged with the reason. `unknown`: another version of the program may have had reasons that
 * this one cannot check.
 */
export type Severity = 'impossible' | 'doubtful' | 'unknown';

/** That a file breaks a relation which follows from the file alone. */
export interface Remark {
  /** Id of the relation: "time/inside-session". */
  readonly relation: string;
  readonly severity: Severity;
  /** Field path: `records[12].samples[3].startedAtMs`. */
  readonly where: string;
  /** A clause: what is there, and what was expected. */
  readonly message: string;
}

/** "records[12].samples[3].startedAtMs: 4000 ms is after the session's end". */
export function remarkText({ where, message }: Remark): string {
  return `${where}: ${message}`;
}

/** What no run can say, in short, for readers that show the file; null where there is none of it. */
export function impossibleIn(remarks: readonly Remark[]): Disagreement | null {
  const impossible = remarks.filter(({ severity }) => severity === 'impossible');
  const [first] = impossible;
  return first === undefined ? null : { first: remarkText(first), count: impossible.length };
}
