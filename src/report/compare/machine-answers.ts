import { distinctRuns } from '../../analysis/compare/machines/choose-runs.ts';
import { type ComparedRun, comparedRun } from '../../analysis/compare/machines/compared-run.ts';
import type { Machine } from '../../analysis/compare/machines/machine.ts';
import { type TrustedFigure, trustedFigure } from '../../analysis/compare/machines/trust.ts';
import { groupBy } from '../../analysis/evidence/usable.ts';
import { type Answer, answerOf, hasAnswer } from '../../answer/answer.ts';
import type { ModelChoice } from '../../answer/model-size.ts';
import type { CrossoverSeries } from '../../core/record/finding.ts';
import type { JudgedFile } from '../../core/record/result-file.ts';
import { type ClaimRow, claimRows } from '../rows/claims.ts';
import { topCrossovers } from '../rows/highlights.ts';

/** A run to compare: the whole file with the conclusions of today, and what is known of where it came from. */
export interface ComparedFile {
  readonly file: JudgedFile;
  readonly origin: ComparedRun['origin'];
  readonly standing: ComparedRun['standing'];
}

/** What one machine answers, by its newest run that does. */
export interface MachineAnswer {
  readonly machine: Machine;
  /** Newest first. */
  readonly runs: readonly ComparedRun[];
  /** B/s and FLOP/s by the most trusted source. */
  readonly read: TrustedFigure | null;
  readonly fma: TrustedFigure | null;
  /** In its newest run with both, a product passes one of the two: it is no roof. */
  readonly isRoofPassed: boolean;
  /** The card of the newest run that judged a product; null where none did. */
  readonly answer: Answer | null;
  /** One a pattern. */
  readonly crossovers: readonly CrossoverSeries[];
  readonly claims: readonly ClaimRow[];
}

export function runsOf(files: readonly ComparedFile[]): readonly ComparedRun[] {
  return files.map(({ file, origin, standing }) => comparedRun(file, { origin, standing }));
}

/**
 * Hardware first, simulated devices last; then by how fast they read.
 * @param choice what tokens/s are asked for
 */
export function machineAnswers(
  files: readonly ComparedFile[],
  choice: ModelChoice,
): readonly MachineAnswer[] {
  const bySha = new Map(files.map(({ file }) => [file.sha256, file]));
  const runs = distinctRuns(runsOf(files));
  return [...groupBy(runs, ({ machine }) => machine.id).values()]
    .map(own => machineAnswer(own, runs, run => bySha.get(run.sha256)!, choice))
    .sort(byRank);
}

function machineAnswer(
  own: readonly ComparedRun[],
  all: readonly ComparedRun[],
  fileOf: (run: ComparedRun) => JudgedFile,
  choice: ModelChoice,
): MachineAnswer {
  const { machine } = own[0]!;
  const files = own.map(fileOf);
  const answering = files.find(file => hasAnswer(file) && file.verdict.judged !== null);
  const crossing = files.find(({ crossovers }) => crossovers.length > 0);
  return {
    machine,
    runs: own,
    read: trustedFigure(machine, all, ({ read }) => read),
    fma: trustedFigure(machine, all, ({ fma }) => fma),
    isRoofPassed: isRoofPassed(files),
    answer: answering === undefined ? null : answerOf(answering, choice),
    crossovers: crossing === undefined ? [] : topCrossovers(crossing.crossovers),
    claims: answering === undefined ? [] : claimRows(answering),
  };
}

function isRoofPassed(files: readonly JudgedFile[]): boolean {
  const roofs = files.map(({ ceilings }) => ceilings.filter(({ id }) => id === 'read' || id === 'fma'));
  const newest = roofs.find(both => both.length === 2) ?? [];
  return newest.some(({ passedBy }) => passedBy !== undefined);
}

function byRank(a: MachineAnswer, b: MachineAnswer): number {
  return (
    Number(a.machine.isSimulated) - Number(b.machine.isSimulated) ||
    Number(a.machine.class === 'software') - Number(b.machine.class === 'software') ||
    (b.read?.value ?? 0) - (a.read?.value ?? 0) ||
    (a.machine.id < b.machine.id ? -1 : 1)
  );
}
