import {
  type JudgedExperiment,
  PREDICTIONS,
  type PredictingRegime,
  type Stance,
  stanceOf,
} from '../analysis/experiments/predictions.ts';
import { clocksAgree } from '../core/environment.ts';
import type { Regime } from '../core/record/finding.ts';
import { type AnswerInput, findingAt } from './input.ts';
import { listText } from './words.ts';

/** What one experiment says of the regime. */
export interface ExperimentStance {
  readonly id: JudgedExperiment;
  readonly name: string;
  /** What the regime predicts of it; null where nothing. */
  readonly predicts: string | null;
  readonly stance: Stance;
  readonly measured: boolean;
}

export interface Certainty {
  readonly level: 'sure' | 'weak' | 'undecided';
  /** Of those that bear on it. */
  readonly agreeing: number;
  readonly bearing: number;
  readonly text: string;
}

/** So many must agree for a sure answer. */
const SURE_COUNT = 5;

/** The six experiments on the regime; while it is undecided, on memory speed, which is what they were made to try. */
export function stancesOf(input: Pick<AnswerInput, 'findings'>, regime: Regime): readonly ExperimentStance[] {
  const tried: PredictingRegime = regime === 'undecided' ? 'bandwidth' : regime;
  return PREDICTIONS.map(experiment => {
    const finding = findingAt(input, experiment.id);
    return {
      id: experiment.id,
      name: experiment.name,
      predicts: experiment.under[tried].predicts,
      stance: stanceOf(experiment, tried, finding ?? { status: 'undecided' }),
      measured: finding !== null && finding.value !== null,
    };
  });
}

/** No percentages: the six are not independent of each other. */
export function certaintyOf(input: AnswerInput, stances: readonly ExperimentStance[]): Certainty {
  const agreeing = stances.filter(({ stance }) => stance === 'agrees').length;
  const bearing = stances.filter(({ stance }) => stance !== 'does not bear').length;
  const counted = { agreeing, bearing };
  if (input.verdict.regime === 'undecided') {
    return { level: 'undecided', ...counted, text: undecidedText(stances) };
  }
  if (bearing === 0) {
    const text = `None of the ${stances.length} experiments bears on it: not sure.`;
    return { level: 'weak', ...counted, text };
  }
  const agree = `${agreeing === 0 ? 'None' : agreeing} of ${bearing} experiments ${agreeing < 2 ? 'agrees' : 'agree'}`;
  const doubt = firstDoubt(input, stances, agreeing);
  if (doubt !== null) return { level: 'weak', ...counted, text: `${agree}${doubt}: not sure.` };
  return {
    level: 'sure',
    ...counted,
    text: `${agree}${agreeing === bearing ? '' : ', none contradicts'}: sure.`,
  };
}

/** A clause that follows how many agree; null where nothing is in the way of a sure answer. */
function firstDoubt(
  input: AnswerInput,
  stances: readonly ExperimentStance[],
  agreeing: number,
): string | null {
  const against = stances.filter(({ stance }) => stance === 'contradicts');
  if (against.length > 0) {
    return `, but ${namesOf(against)} ${against.length === 1 ? 'contradicts' : 'contradict'} it`;
  }
  if (input.session?.unsteady) return ', but speeds drifted during the run';
  if (!clocksAgree(input.environment.clock)) return ', but the two clocks disagree';
  return agreeing >= SURE_COUNT ? null : `; ${silenceText(stances)}`;
}

/** Why fewer than five agree. */
function silenceText(stances: readonly ExperimentStance[]): string {
  const open = stances.filter(({ stance }) => stance === 'cannot say');
  const [seen, missing] = [true, false].map(measured => open.filter(one => one.measured === measured));
  const silent = stances.filter(({ stance }) => stance === 'does not bear');
  const clauses = [
    ...(seen!.length > 0 ? [`${namesOf(seen!)} cannot say`] : []),
    ...(missing!.length > 0
      ? [`${namesOf(missing!)} ${missing!.length === 1 ? 'was' : 'were'} not measured`]
      : []),
    ...(silent.length > 0
      ? [`${namesOf(silent)} ${silent.length === 1 ? 'does' : 'do'} not bear on it`]
      : []),
  ];
  return clauses.join(', ');
}

function undecidedText(stances: readonly ExperimentStance[]): string {
  const count = (wanted: Stance) => stances.filter(({ stance }) => stance === wanted).length;
  const [agree, against] = [count('agrees'), count('contradicts')];
  if (agree + against === 0) return `None of the ${stances.length} experiments decides anything yet.`;
  const speak = agree === 1 ? 'speaks' : 'speak';
  return `${agree === 0 ? 'None' : agree} of ${stances.length} experiments ${speak} for memory speed, ${against === 0 ? 'none' : against} against.`;
}

/** "Bytes (E3) and batch (E5)". */
function namesOf(stances: readonly ExperimentStance[]): string {
  return listText(stances.map(({ id, name }) => `${name.toLowerCase()} (${id})`));
}
