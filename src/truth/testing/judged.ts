import type { SimulatedDevice } from '../../simulate/device.ts';
import { drawDevice } from '../../simulate/strata.ts';
import type { Separation, Stratum } from '../../simulate/stratum.ts';
import type { SimulatedRun } from '../run-simulated.ts';
import { type Outcome, runDrawn, type TrueRegime } from '../tally.ts';

/** A drawn device with what is true of it and what was said. */
export interface Judged {
  readonly stratum: Stratum;
  readonly truth: TrueRegime;
  readonly run: SimulatedRun;
  readonly device: SimulatedDevice;
}

/** @param kernels traits that replace what was drawn */
export async function judge(
  stratum: Stratum,
  separation: Separation,
  index: number,
  kernels: SimulatedDevice['kernels'] = {},
): Promise<Judged> {
  const run = await runDrawn(stratum, separation, index, kernels);
  if (run.truth === null) throw new Error(`${stratum} ${index}: no product was judged`);
  return { stratum, truth: run.truth.regime, run, device: drawDevice(stratum, separation, index) };
}

export function runOf({ run }: Judged): SimulatedRun {
  return run;
}

export function outcomesOf(items: readonly Judged[]): readonly Outcome[] {
  return items.map(({ truth, run }) => ({ truth, verdict: run.analysis.verdict.regime }));
}
