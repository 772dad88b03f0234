import { computed, signal } from '@preact/signals';
import { THRESHOLDS } from '../analysis/evidence/thresholds.ts';
import { type Measured, measuredOf } from '../charts/measured.ts';
import type { Environment } from '../core/environment.ts';
import type { Progress } from '../core/event.ts';
import { printableTexts } from '../core/printable.ts';
import type { Analysis, Share } from '../core/record/finding.ts';
import type { BenchRecord } from '../core/record/record.ts';
import type { Remark, Severity } from '../core/record/remark.ts';
import type { Disagreement, JudgedFile, ResultFile } from '../core/record/result-file.ts';
import type { EngineDescription } from './engine/engine.ts';

/** Everything the views show. Written by session.ts and files.ts, read by the views. */

export type Integrity =
  | { readonly status: 'checking' }
  /** It agrees with itself. `remarks`: whether it can have happened; null while that is examined, and where it could not be. */
  | { readonly status: 'sound'; readonly remarks: readonly Remark[] | null }
  | ({ readonly status: 'broken' } & Disagreement);

/** What was found of a loaded file that agrees with itself; none while that is not known. */
export function remarksOf(severity: Severity): readonly Remark[] {
  const now = integrity.value;
  return (now?.status === 'sound' ? now.remarks : null)?.filter(remark => remark.severity === severity) ?? [];
}

export type RunState = 'idle' | 'running' | 'done' | 'stopped' | 'failed';

/** Null until the engine has answered. */
export const description = signal<EngineDescription | null>(null);
/** For so long that the reader should be told why. */
export const isLookingLong = signal(false);
export const runState = signal<RunState>('idle');
/** Stop was pressed; the batch in flight is still running. */
export const stopping = signal(false);
/** The tab is hidden, and measuring waits. */
export const paused = signal(false);
export const progress = signal<Progress | null>(null);
export const notes = signal<readonly string[]>([]);
/** Whether the loaded file agrees with itself; null while that is not known. */
export const integrity = signal<Integrity | null>(null);
/** A large file is being read; null while none is. */
export const reading = signal<{ readonly name: string; readonly share: number } | null>(null);
/** Why the run failed, or a file could not be loaded. */
export const failure = signal<string | null>(null);

/** Records of the run that goes on, by address: a later one of the same address replaces the earlier. */
export const liveRecords = signal<ReadonlyMap<string, BenchRecord>>(new Map());
export const liveAnalysis = signal<Analysis | null>(null);
/** Suite of the run that goes on. */
export const liveSuite = signal<string | null>(null);
export const liveEnvironment = signal<Environment | null>(null);

/** A finished run or a loaded file. */
export const result = signal<{
  readonly file: ResultFile;
  /** The same with the conclusions of this page's rules, which are shown. */
  readonly judged: JudgedFile;
  readonly name: string | null;
} | null>(null);

/** What the last run of this page left; null while one goes on, and after one that failed. */
export const lastRun = signal<ResultFile | null>(null);

/** Address of the record whose panel is open. */
export const openAddress = signal<string | null>(null);

/** The result of this page's last run, while the run can go on with more time for what it left out. */
export const waitingRun = signal<ResultFile | null>(null);
/** The run that goes on had ended before, and was given more time. */
export const continuing = signal(false);

/** Id of the finding whose panel is open, below that of a record. */
export const openFinding = signal<string | null>(null);

/** As a link names it: the address of a record, which has a seed in it, or the id of a finding. */
export function panelShown(): string | null {
  return openAddress.value ?? openFinding.value;
}

export function showPanel(name: string | null): void {
  const isAddress = name?.includes('#') ?? false;
  openAddress.value = isAddress ? name : null;
  openFinding.value = isAddress ? null : name;
}

export function closePanels(): void {
  showPanel(null);
}

export interface Shown {
  readonly measured: Measured;
  readonly environment: Environment;
  /** The run goes on: what is missing may still come. */
  readonly live: boolean;
  /** Its texts are printable. Null while the run goes on, and after one that failed. */
  readonly file: JudgedFile | null;
  /** As it was written, to the letter, and as it is judged here; for exports. */
  readonly original: { readonly file: ResultFile; readonly judged: JudgedFile } | null;
  /** Name of the file it was loaded from; null for a run of this page. */
  readonly name: string | null;
}

const UNKNOWN: Share = { value: null, low: null, high: null };

const NO_ANALYSIS: Analysis = {
  ceilings: [],
  findings: [],
  crossovers: [],
  verdict: {
    regime: 'undecided',
    sentence: '',
    reason: '',
    judged: null,
    shares: { bandwidth: UNKNOWN, compute: UNKNOWN, dispatch: UNKNOWN },
  },
};

/** What Findings shows: the run that goes on or failed, else the last result, else nothing. */
export const shown = computed<Shown | null>(() => {
  const live = runState.value === 'running';
  const failed = runState.value === 'failed' && liveRecords.value.size > 0;
  if ((live || failed) && liveEnvironment.value) {
    const analysis = liveAnalysis.value ?? NO_ANALYSIS;
    const records = [...liveRecords.value.values()];
    return {
      measured: { ...analysis, records, thresholds: THRESHOLDS },
      environment: liveEnvironment.value,
      live,
      file: null,
      original: null,
      name: null,
    };
  }
  if (result.value === null) return null;
  const original = result.value;
  const { judged: file, name } = printableTexts({ judged: result.value.judged, name: result.value.name });
  return { measured: measuredOf(file), environment: file.environment, live, file, original, name };
});
