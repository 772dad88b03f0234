import type { Environment } from '../environment.ts';
import type { Analysis, Ceiling, CrossoverSeries, Finding, Verdict } from './finding.ts';
import type { BenchRecord } from './record.ts';

export const SCHEMA_VERSION = 2;

/** Who drew the conclusions of a file: the program, and the rules by which it judged. */
export interface JudgedBy {
  readonly programVersion: string;
  /** First 16 hex digits of a SHA-256 over the sources that judge. Null: not known, in files migrated from version 1. */
  readonly rulesHash: string | null;
}

/** One run, whole. Ceilings, findings, crossovers and verdict are recomputable from the records. */
export interface ResultFile {
  readonly schemaVersion: typeof SCHEMA_VERSION;
  /** Version of the program. */
  readonly programVersion: string;
  /**
   * First 16 hex digits of a SHA-256 over the sources that decide what is measured and recorded: a program of the same
   * hash makes the same plans and launches. Absent in files of other programs and of before it was kept.
   */
  readonly catalogueHash?: string;
  /** Of a file that was read in an older version: what it said its hash was, after that was found right. */
  readonly migratedFrom?: { readonly schemaVersion: 1; readonly sha256: string };
  /** Of ceilings, findings, crossovers and verdict. */
  readonly judgedBy: JudgedBy;
  /** SHA-256 of the plan's addresses, first 16 hex digits: runs with the same hash measured the same cases. */
  readonly suiteHash: string;
  readonly session: SessionFacts;
  readonly environment: Environment;
  readonly records: readonly BenchRecord[];
  readonly ceilings: readonly Ceiling[];
  readonly findings: readonly Finding[];
  readonly crossovers: readonly CrossoverSeries[];
  readonly verdict: Verdict;
  /** The constants that findings were judged by. */
  readonly thresholds: Readonly<Record<string, number>>;
  /** SHA-256 of the canonical JSON of all of the above, each record standing as its own hash. */
  readonly sha256: string;
}

export interface SessionFacts {
  readonly suite: string;
  readonly seed: number;
  /** ISO 8601, UTC. */
  readonly startedAt: string;
  /** Without the waits of `continued`. */
  readonly durationMs: number;
  /**
   * `interrupted` keeps what was measured; `device-lost` likewise. `partial`: the file was written while the run went on,
   * and nothing came after it.
   */
  readonly ended: 'complete' | 'time-cap' | 'interrupted' | 'device-lost' | 'partial';
  /** Title of the last section in a partial file. */
  readonly lastSection?: string;
  /**
   * A session that had ended with cases left out for time, and went on with more on the same device: where on the clock of
   * its samples it had ended, and how long it waited until it went on. Absent where it ended once.
   */
  readonly continued?: readonly { readonly atMs: number; readonly waitedMs: number }[];
  readonly plannedRounds: number;
  readonly discardedRounds: number;
  /** In a section more than a quarter of the rounds drifted: those past the quarter were kept. */
  readonly unsteady: boolean;
  /** Cases that failed when they were measured again: what was measured before stands, the later samples are gone. */
  readonly failedAgain?: number;
}

/** That a file says something which does not follow from its samples. */
export interface Disagreement {
  /** "records[3].summary.medianNs: says 41000, the samples give 42000". */
  readonly first: string;
  /** Of all disagreements, the first among them. */
  readonly count: number;
}

/** A file as readers show it: the conclusions are those of the rules of today. */
export interface JudgedFile extends ResultFile {
  /** Absent where it agrees with itself, or where nobody has looked. */
  readonly disagreement?: Disagreement;
  /** What the file itself concluded, where other rules judged it. Absent where they are the rules of today. */
  readonly earlier?: Analysis;
}
