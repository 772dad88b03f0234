import { batch } from '@preact/signals';
import type { RunEvent } from '../core/event.ts';
import type { Analysis } from '../core/record/finding.ts';
import { skippedForTime } from '../core/record/left-out.ts';
import type { BenchRecord } from '../core/record/record.ts';
import type { ResultFile } from '../core/record/result-file.ts';
import type { EngineLink, RunChoice } from './engine/engine.ts';
import { goTo } from './route.ts';
import {
  closePanels,
  continuing,
  description,
  failure,
  integrity,
  lastRun,
  liveAnalysis,
  liveEnvironment,
  liveRecords,
  liveSuite,
  notes,
  paused,
  progress,
  type RunState,
  result,
  runState,
  stopping,
  waitingRun,
} from './state.ts';

/**
 * Figures are redrawn at most this often while a run goes on: drawing takes the processor from the code that is being
 * timed.
 */
const REDRAW_MS = 700;

/** What the run that goes on has measured up to its last section. */
let partial: ResultFile | null = null;

export interface Session {
  start(choice: RunChoice): void;
  /** The last choice again. */
  again(): void;
  /** More time for what a run left out: it goes on where it waits for that, else a new run begins. */
  longer(file: ResultFile, timeBudgetMs: number): void;
  stop(): void;
  /** Hands every partial file on; measuring waits meanwhile. */
  keepPartials(keep: (file: ResultFile) => Promise<void>): void;
}

/** Connects the engine to the state that the views show. */
export function createSession(engine: EngineLink): Session {
  const redraw = createRedraw();
  let keep: ((file: ResultFile) => Promise<void>) | null = null;
  engine.listen({
    event: event => {
      receive(event, redraw);
      if (event.type === 'partial') return keep?.(event.file);
    },
    waiting: () => {
      waitingRun.value = lastRun.value;
    },
    failed: message => fail(message, redraw),
  });
  document.addEventListener('visibilitychange', () => {
    if (runState.value !== 'running') return;
    paused.value = document.hidden;
    if (document.hidden) engine.pause();
    else engine.resume();
  });
  let last: RunChoice | null = null;
  const start = (choice: RunChoice) => {
    last = choice;
    begin(choice.suiteId);
    redraw.clear();
    goTo('findings');
    engine.start(choice);
    pauseWhereHidden();
  };
  const pauseWhereHidden = () => {
    if (!document.hidden) return;
    paused.value = true;
    engine.pause();
  };
  const goOn = (file: ResultFile, timeBudgetMs: number) => {
    redraw.clear();
    begin(file.session.suite, file);
    goTo('findings');
    engine.longer(timeBudgetMs);
    pauseWhereHidden();
  };
  return {
    start,
    again: () => {
      if (last) start(last);
    },
    longer: (file, timeBudgetMs) => {
      if (waitingRun.value?.sha256 !== file.sha256)
        start({ ...((lastRun.value?.sha256 === file.sha256 && last) || choiceBehind(file)), timeBudgetMs });
      else goOn(waitingRun.value, timeBudgetMs);
    },
    stop: () => {
      stopping.value = true;
      engine.stop();
    },
    keepPartials: given => {
      keep = given;
    },
  };
}

/** What a run was started with, as far as its file says. */
function choiceBehind({ session, environment }: ResultFile): RunChoice {
  const { suite: suiteId, seed } = session;
  return { suiteId, seed, label: environment.label, files: [], kernels: null, timeBudgetMs: null };
}

/** @param earlier what the run had measured when it ended before, where it goes on */
function begin(suiteId: string, earlier: ResultFile | null = null): void {
  const ready = description.value;
  const kept = earlier?.records.filter(record => !skippedForTime(record)) ?? [];
  batch(() => {
    continuing.value = earlier !== null;
    waitingRun.value = null;
    runState.value = 'running';
    stopping.value = false;
    paused.value = false;
    progress.value = null;
    notes.value = [];
    failure.value = null;
    lastRun.value = null;
    partial = earlier;
    liveSuite.value = suiteId;
    liveRecords.value = new Map(kept.map(record => [record.address, record]));
    liveAnalysis.value = earlier;
    liveEnvironment.value = earlier?.environment ?? (ready?.status === 'ready' ? ready.environment : null);
    closePanels();
  });
}

function receive(event: RunEvent, redraw: Redraw): void {
  if (event.type === 'environment') liveEnvironment.value = event.environment;
  else if (event.type === 'progress') progress.value = event.progress;
  else if (event.type === 'note') notes.value = [...notes.value, event.message];
  else if (event.type === 'record') redraw.record(event.record);
  else if (event.type === 'analysis') redraw.analysis(event.analysis);
  else if (event.type === 'partial') partial = event.file;
  else if (event.type === 'result') finish(event.file, redraw);
}

const END_STATES: Readonly<Record<ResultFile['session']['ended'], RunState>> = {
  complete: 'done',
  'time-cap': 'done',
  interrupted: 'stopped',
  'device-lost': 'failed',
  partial: 'failed',
};

function finish(file: ResultFile, redraw: Redraw): void {
  redraw.clear();
  const { ended } = file.session;
  const isWorthShowing = ended !== 'interrupted' || file.records.some(({ status }) => status === 'ok');
  batch(() => {
    lastRun.value = file;
    liveRecords.value = new Map();
    liveAnalysis.value = null;
    if (isWorthShowing) {
      result.value = { file, judged: file, name: null };
      integrity.value = null;
    }
    runState.value = END_STATES[ended];
    failure.value = ended === 'device-lost' ? 'The device was lost; what was measured is kept.' : null;
    stopping.value = false;
    paused.value = false;
  });
}

function fail(message: string, redraw: Redraw): void {
  redraw.flush();
  batch(() => {
    if (partial) finish(partial, redraw);
    failure.value = message;
    waitingRun.value = null;
    runState.value = 'failed';
    stopping.value = false;
    paused.value = false;
  });
}

interface Redraw {
  record(record: BenchRecord): void;
  analysis(analysis: Analysis): void;
  /** Shows at once what waits. */
  flush(): void;
  clear(): void;
}

/** Collects what arrives and shows it in one go. */
function createRedraw(): Redraw {
  let pending = new Map<string, BenchRecord>();
  let newest: Analysis | null = null;
  let timer: ReturnType<typeof setTimeout> | null = null;
  const flush = () => {
    if (timer !== null) clearTimeout(timer);
    timer = null;
    batch(() => {
      if (pending.size > 0) liveRecords.value = new Map([...liveRecords.value, ...pending]);
      if (newest) liveAnalysis.value = newest;
    });
    pending = new Map();
    newest = null;
  };
  const schedule = () => {
    timer ??= setTimeout(flush, REDRAW_MS);
  };
  return {
    record: record => {
      pending.set(record.address, record);
      schedule();
    },
    analysis: analysis => {
      newest = analysis;
      schedule();
    },
    flush,
    clear: () => {
      if (timer !== null) clearTimeout(timer);
      timer = null;
      pending = new Map();
      newest = null;
    },
  };
}
