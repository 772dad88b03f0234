import type { Environment } from '../core/environment.ts';
import type { SessionEvent } from '../core/event.ts';
import type { Analysis } from '../core/finding.ts';
import type { Format } from '../core/format.ts';
import type { KernelDescriptor } from '../core/kernel.ts';
import type { Suite } from '../core/plan.ts';
import type { ProblemGenerator } from '../core/problem.ts';
import type { ResultFile } from '../core/result-file.ts';
import type { ToPage, ToWorker } from './protocol.ts';

/** The part of a descriptor that crosses from the worker to the page: data only. */
export type SuiteFacts = Pick<Suite, 'id' | 'label' | 'description' | 'expectedSeconds' | 'expectedBytes'>;
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

export type UnavailableCause = 'insecure-context' | 'no-webgpu' | 'no-adapter' | 'adapter-failed';

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

export type EngineMessage =
  | { readonly type: 'event'; readonly event: SessionEvent }
  /** Recomputed while the run goes on, so that the figures fill. */
  | { readonly type: 'analysis'; readonly analysis: Analysis }
  /** The run is over, completely or stopped; everything it measured. */
  | { readonly type: 'result'; readonly file: ResultFile }
  | { readonly type: 'failed'; readonly message: string };

/** Measures somewhere else; the page only listens. */
export interface Engine {
  describe(): Promise<EngineDescription>;
  start(choice: RunChoice): void;
  /** Ends the run after the batch in flight; a `result` with what there is follows. */
  stop(): void;
  pause(): void;
  resume(): void;
  onMessage(listener: (message: EngineMessage) => void): void;
}

/** The real engine, in a Web Worker, so that waiting for the GPU never blocks the page. */
export function createWorkerEngine(): Engine {
  const worker = new Worker(new URL('./engine.worker.ts', import.meta.url), { type: 'module' });
  const listeners: ((message: EngineMessage) => void)[] = [];
  let answerDescription: (description: EngineDescription) => void = () => {};
  const description = new Promise<EngineDescription>(resolve => {
    answerDescription = resolve;
  });
  const send = (message: ToWorker) => worker.postMessage(message);
  const fail = (message: string) => {
    answerDescription({ status: 'unavailable', cause: 'adapter-failed', message });
    for (const listener of listeners) listener({ type: 'failed', message });
  };

  worker.addEventListener('message', (event: MessageEvent<ToPage>) => {
    const message = event.data;
    if (message.type === 'description') answerDescription(message.description);
    else for (const listener of listeners) listener(message);
  });
  worker.addEventListener('error', event => fail(event.message || 'the measuring worker did not load'));
  worker.addEventListener('messageerror', () => fail('a message of the measuring worker could not be read'));
  send({ type: 'describe' });

  return {
    describe: () => description,
    start: choice => send({ type: 'start', choice }),
    stop: () => send({ type: 'stop' }),
    pause: () => send({ type: 'pause' }),
    resume: () => send({ type: 'resume' }),
    onMessage: listener => {
      listeners.push(listener);
    },
  };
}
