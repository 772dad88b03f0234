import { messageOf } from '../../core/errors.ts';
import { factsOf } from '../../core/problem.ts';
import type { OkRecord, StopReason } from '../../core/record/record.ts';
import type { Sample } from '../../core/record/sample.ts';
import { summarize } from '../../stats/summary.ts';
import type { CaseBench } from './bench.ts';
import { checkOutput } from './check.ts';
import { type CheckedCase, prepareChecked } from './checked-case.ts';
import type { ResolvedCase } from './resolved-case.ts';
import { calibrate, type Sampler } from './sampler.ts';
import { failure, identity, skip, type Unsealed } from './unsealed-record.ts';

/** A checked case with the size of its batches, and what was sampled of it. */
export interface MeasuredCase extends CheckedCase {
  readonly sampler: Sampler;
  readonly samples: Sample[];
  readonly discardedSamples: Sample[];
  rounds: number;
  stop: StopReason | null;
  /** Why it could not be timed to the end. */
  failure: string | null;
}

/** Makes the problem, encodes, launches, checks, calibrates. Whatever fails becomes a record that says where. */
export async function measureFirst(
  bench: CaseBench,
  resolved: ResolvedCase,
): Promise<MeasuredCase | Unsealed> {
  const outcome = await prepareChecked(bench, resolved);
  return 'prepared' in outcome ? calibrateChecked(bench, outcome) : outcome;
}

/** Finds the batch size of a case; frees it where that fails, or where its clock cannot resolve it. */
export async function calibrateChecked(
  bench: CaseBench,
  checked: CheckedCase,
): Promise<MeasuredCase | Unsealed> {
  const { resolved, prepared } = checked;
  const timer = resolved.case.clock === 'wall' ? bench.timers.wall : bench.timers.gpu;
  try {
    const sampler = await calibrate(prepared, timer, bench.numbering, bench.minimumBatchMs);
    if (sampler.unresolved !== null) {
      prepared.destroy();
      return skip(resolved, 'unfit', sampler.unresolved);
    }
    const unsampled = { samples: [], discardedSamples: [], rounds: 0, stop: null, failure: null };
    return { ...checked, sampler, ...unsampled };
  } catch (error) {
    prepared.destroy();
    return failure(resolved, 'time', bench.gpu.loss.message ?? messageOf(error), checked.launchHash);
  }
}

/**
 * Reads the output as the timed batches left it and checks it again: a watchdog can leave silent zeros.
 * @param earlier samples of the same address from sections before
 */
export async function finish(measured: MeasuredCase, earlier: OkRecord | null): Promise<Unsealed> {
  const { resolved, launchHash, prepared, sampler, check, copies } = measured;
  if (measured.samples.length === 0) return skip(resolved, 'stopped', 'stopped before it was timed');
  const samples = [...(earlier?.samples ?? []), ...measured.samples];
  try {
    const after = checkOutput(resolved, prepared.launch, await prepared.readOutput());
    if (!after.correct) return failure(resolved, 'check-after', after.worst, launchHash);
  } catch (error) {
    return failure(resolved, 'run', messageOf(error), launchHash);
  }
  const { method, elementCount, worstRatio, tolerance } = check;
  const conversionNs = resolved.conversionNs();
  const timing = { timerId: sampler.timer.id, resolutionNs: sampler.timer.resolutionNs };
  return {
    ...identity(resolved, launchHash),
    status: 'ok',
    problem: factsOf(resolved.problem()),
    kernelHash: resolved.kernelHash,
    ...timing,
    work: prepared.launch.work,
    ...(prepared.launch.stages.length > 1 ? { stageCount: prepared.launch.stages.length } : {}),
    ...(conversionNs !== null && { conversionNs }),
    check: { method, elementCount, worstRatio, tolerance },
    copies,
    sampleOrder: 'measured',
    samples,
    discardedSamples: [...(earlier?.discardedSamples ?? []), ...measured.discardedSamples],
    summary: summarize(samples, timing),
    stop: { reason: measured.stop ?? 'time-cap', rounds: (earlier?.stop.rounds ?? 0) + measured.rounds },
  };
}
