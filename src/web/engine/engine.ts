import type { Environment } from '../../core/environment.ts';
import type { RunEvent } from '../../core/event.ts';
import type { Format } from '../../core/format.ts';
import type { KernelDescriptor } from '../../core/kernel.ts';
import type { Suite } from '../../core/plan.ts';
import type { ProblemGenerator } from '../../core/problem.ts';
import type { AdapterObstacle } from '../../platform/platform.ts';
import type { MatrixReading } from './matrix-reading.ts';

/** The part of a descriptor that crosses from the worker to the page: data only. */
export type SuiteFacts = Pick<
  Suite,
  | 'id'
  | 'label'
  | 'question'
  | 'description'
  | 'expectedSeconds'
  | 'secondsWithMatrices'
  | 'secondsPerMatrix'
  | 'expectedBytes'
  | 'noMatrices'
  | 'needsMatrices'
>;
export type KernelFacts = Pick<
  KernelDescriptor,
  'id' | 'label' | 'description' | 'source' | 'format' | 'operation'
>;
export type FormatFacts = Pick<Format, 'id' | 'label' | 'family' | 'source'>;
export type PatternFacts = Pick<ProblemGenerator, 'id' | 'label' | 'description'>;

/** What can be measured here, and on what. */
export interface ReadyEngine {
  readonly status: 'ready';
  /** The clock may still be unmeasured: `wallStepNs` 0 then, the others null or unknown. */
  readonly environment: Environment;
  readonly suites: readonly SuiteFacts[];
  readonly kernels: readonly KernelFacts[];
  readonly formats: readonly FormatFacts[];
  readonly problems: readonly PatternFacts[];
}

/** `page-failed`: the page itself, which says nothing about the GPU. */
export type UnavailableCause = AdapterObstacle | 'page-failed';

export interface UnavailableEngine {
  readonly status: 'unavailable';
  readonly cause: UnavailableCause;
  /** What the runtime said; shown small below the explanation. */
  readonly message: string;
}

export type EngineDescription = ReadyEngine | UnavailableEngine;

/** What the reader asked for. */
export interface RunChoice {
  readonly suiteId: string;
  /** Matrix Market or .smtx files. */
  readonly files: readonly File[];
  readonly label: string | null;
  readonly seed: number;
  /** Glob over kernel ids; null for all. */
  readonly kernels: string | null;
  /** Null: the suite's own. */
  readonly timeBudgetMs: number | null;
}

/** What becomes of a run that was started: its events as they are, or an end without a result. */
export interface RunListener {
  /** Of a partial file: resolves when it is kept. */
  event(event: RunEvent): void | Promise<void>;
  /** The run whose result came last left out cases for time, and can go on with more. */
  waiting?(): void;
  failed(message: string): void;
}

/** The page's link to the engine, which measures somewhere else; the page only listens. */
export interface EngineLink {
  /** Looks for a GPU, each time that it is called; earlier calls get the newest answer. */
  describe(): Promise<EngineDescription>;
  /** Reads a matrix file to its end, to say what is in it or what is wrong with it; never rejects. */
  readMatrix(file: File): Promise<MatrixReading>;
  start(choice: RunChoice): void;
  /** Goes on with the run that waits for more time: its events follow, and a fuller result. */
  longer(timeBudgetMs: number): void;
  /** Ends the run after the batch in flight; a `result` with what there is follows. */
  stop(): void;
  pause(): void;
  resume(): void;
  listen(listener: RunListener): void;
}
