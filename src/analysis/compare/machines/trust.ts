import { median } from '../../../stats/quantile.ts';
import type { Estimate } from '../../evidence/estimate.ts';
import { groupBy } from '../../evidence/usable.ts';
import { distinctRuns } from './choose-runs.ts';
import type { ComparedRun } from './compared-run.ts';
import type { Machine } from './machine.ts';

/**
 * Where a figure for a GPU comes from, most trusted first: `own`: your own run; `same-gpu`: a checked run of that very
 * machine by somebody; `model`: the median of checked runs of that GPU model, one a machine, with their spread.
 */
export type TrustSource = 'own' | 'same-gpu' | 'model';

export interface TrustedFigure extends Estimate {
  readonly source: TrustSource;
  /** What it rests on: `low` and `high` are the interval of one, and the least and the most of several. */
  readonly runs: readonly ComparedRun[];
}

/**
 * A figure of the machine by the most trusted source that has it; null where none has. Simulated and doubtful runs are no
 * source, and nothing is estimated from other models.
 * @param figure of a run; null where it was not measured
 */
export function trustedFigure(
  machine: Pick<Machine, 'id' | 'modelId' | 'class'>,
  runs: readonly ComparedRun[],
  figure: (run: ComparedRun) => Estimate | null,
): TrustedFigure | null {
  const known = distinctRuns(runs.filter(run => !run.machine.isSimulated && figure(run) !== null));
  const ofMachine = known.filter(run => run.machine.id === machine.id);
  const isChecked = ({ standing }: ComparedRun): boolean => standing === 'checked';
  const own = ofMachine.find(({ origin, standing }) => origin === 'own' && standing !== 'doubtful');
  if (own) return { ...figure(own)!, source: 'own', runs: [own] };
  const checked = ofMachine.find(isChecked);
  if (checked) return { ...figure(checked)!, source: 'same-gpu', runs: [checked] };
  const ofModel = known.filter(
    run => isChecked(run) && run.machine.modelId === machine.modelId && run.machine.class === machine.class,
  );
  const newest = [...groupBy(ofModel, run => run.machine.id).values()].map(([first]) => first!);
  if (newest.length === 0) return null;
  const values = newest.map(run => figure(run)!.value);
  const spread = { value: median(values), low: Math.min(...values), high: Math.max(...values) };
  return { ...(newest.length === 1 ? figure(newest[0]!)! : spread), source: 'model', runs: newest };
}
