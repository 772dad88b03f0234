import { requireAllowed } from '../../core/allowed-tunables.ts';
import { messageOf } from '../../core/errors.ts';
import type { Launch } from '../../core/kernel.ts';
import type { CacheState, FailedRecord, OkRecord } from '../../core/record/record.ts';
import type { Prepared } from '../../gpu/prepare.ts';
import { workgroupObstacle } from '../../gpu/workgroup.ts';
import type { CaseBench } from './bench.ts';
import { type Checked, checkOutput } from './check.ts';
import type { ResolvedCase } from './resolved-case.ts';
import { failure, skip, type Unsealed } from './unsealed-record.ts';

/** More bind groups than this cost more than they show: smaller arrays are measured hot. */
export const MAXIMUM_COPIES = 256;

/** A case whose output was right: it may be timed. */
export interface CheckedCase {
  readonly resolved: ResolvedCase;
  readonly launchHash: string;
  readonly prepared: Prepared;
  readonly check: Checked;
  readonly copies: OkRecord['copies'];
}

/** Makes the problem, encodes, launches, checks. Whatever is not to be timed becomes a record that says why. */
export async function prepareChecked(
  bench: CaseBench,
  resolved: ResolvedCase,
): Promise<CheckedCase | Unsealed> {
  const { kernel } = resolved;
  const missing = kernel.requires.filter(feature => !bench.gpu.features.has(feature));
  if (missing.length > 0) return skip(resolved, 'feature', `the device has no ${missing.join(', ')}`);
  if (resolved.case.memoryShare < 1 && !kernel.dilutable) {
    return skip(resolved, 'unfit', `${kernel.id} is not dilutable: it reads all of its memory at any share`);
  }
  let stage: FailedRecord['stage'] = 'problem';
  let launchHash: string | null = null;
  let prepared: Prepared | null = null;
  try {
    const problem = resolved.problem();
    const supported = kernel.supports(problem, bench.gpu.limits);
    if (supported !== true) return skip(resolved, 'unfit', supported);
    stage = 'encode';
    const admissible = resolved.format.admissible(problem.a);
    if (admissible !== true) return skip(resolved, 'unfit', admissible);
    const launch = launchOf(bench, resolved);
    const obstacle = workgroupObstacle(kernel.wgsl, launch, bench.gpu.limits);
    if (obstacle !== null) return skip(resolved, 'unfit', obstacle);
    launchHash = await resolved.launchHash(launch);
    stage = 'prepare';
    const copies = chooseCopies(launch, resolved.case.cache, bench.streamBytes);
    prepared = await bench.executor.prepare(resolved, launch, copies.count);
    stage = 'run';
    const check = checkOutput(resolved, launch, await bench.executor.runOnce(prepared));
    stage = 'check';
    if (!check.correct) throw new Error(check.worst);
    if (check.beyondRange !== null) {
      prepared.destroy();
      return skip(resolved, 'unfit', check.beyondRange);
    }
    return { resolved, launchHash, prepared, check, copies };
  } catch (error) {
    prepared?.destroy();
    return failure(resolved, stage, bench.gpu.loss.message ?? messageOf(error), launchHash);
  }
}

/** @throws on tunables that the kernel does not allow, and what making the problem or encoding it throws */
export function launchOf(bench: CaseBench, { case: c, kernel, problem, encoded }: ResolvedCase): Launch {
  requireAllowed(kernel, c.tunables);
  return kernel.launch({
    problem: problem(),
    encoded: encoded(),
    tunables: c.tunables,
    limits: bench.gpu.limits,
    memoryShare: c.memoryShare,
    ...(c.residentBytes !== undefined && { residentBytes: c.residentBytes }),
  });
}

/** How many copies of the weights a case rotates through, and why fewer than wanted where so. */
export function chooseCopies(launch: Launch, cache: CacheState, streamBytes: number): OkRecord['copies'] {
  const weightBytes = launch.resources
    .filter(({ role }) => role === 'weights')
    .reduce((sum, { byteLength }) => sum + byteLength, 0);
  if (cache === 'hot' || weightBytes === 0) return { count: 1, workingSetBytes: weightBytes, cut: null };
  const wanted = Math.max(1, Math.ceil(streamBytes / weightBytes));
  const count = Math.min(wanted, MAXIMUM_COPIES);
  const cut = count < wanted ? `${wanted} copies wanted, at most ${MAXIMUM_COPIES} are made` : null;
  return { count, workingSetBytes: count * weightBytes, cut };
}
