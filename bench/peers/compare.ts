import { createResolver } from '../../src/app/cases.ts';
import { partsOf } from '../../src/catalog.ts';
import type { ClockFacts, Environment } from '../../src/core/environment.ts';
import { messageOf } from '../../src/core/errors.ts';
import { formatProblem, shortProblem } from '../../src/core/record/address.ts';
import { type Gpu, withErrorScopes } from '../../src/gpu/device.ts';
import { PipelineCache } from '../../src/gpu/prepare.ts';
import { openBench } from '../../src/measure/case/bench.ts';
import { measureClock } from '../../src/measure/device/clock.ts';
import { runPilot } from '../../src/measure/device/pilot.ts';
import type { Platform } from '../../src/platform/platform.ts';
import { type Checker, checkerOf } from './check.ts';
import type { Block, Comparison, PeerRow } from './comparison.ts';
import { Ledger } from './ledger.ts';
import { type Opened, openPeer, rowOrFailure } from './opened.ts';
import { estimateMs, type Ours, type OursInput, openOurs, takingPart } from './ours.ts';
import type { Peer, Place } from './peer.ts';
import { type ComparedProblem, PROBLEMS, QUICK_CALL_MS } from './problems.ts';
import { measureRow, tooSlow } from './row.ts';
import { firstCallNs } from './timing.ts';

export interface ComparisonInput {
  readonly gpu: Gpu;
  readonly platform: Platform;
  readonly place: Place;
  readonly peers: readonly Peer[];
  readonly problems?: readonly ComparedProblem[];
  readonly timeBudgetMs: number;
  readonly programVersion: string;
  /** Says what happens now. */
  progress(text: string): void;
}

/** Every problem with our fastest kernel, and every peer beside it. */
export async function compare(input: ComparisonInput): Promise<Comparison> {
  const { gpu, platform, progress, problems = PROBLEMS } = input;
  const startMs = platform.now();
  const startedAt = new Date().toISOString();
  progress('measuring the clock');
  const clock = await measureClock(gpu, platform, 'brief');
  const environment = environmentOf(input, clock);
  const ours = await openOurSide(input, environment);
  const opened: Opened[] = [];
  for (const peer of input.peers) {
    progress(`opening ${peer.name}`);
    opened.push(await openPeer(peer, input.place));
  }
  const { timeBudgetMs, programVersion } = input;
  const { now } = platform;
  const ledger = new Ledger({ now, clock, startMs, timeBudgetMs, rows: problems.length * opened.length });
  const blocks: Block[] = [];
  for (const compared of problems) {
    blocks.push(await compareProblem({ ours, opened, ledger, progress }, compared));
    ours.resolver.forget(new Set());
  }
  const { adapter, runtime } = environment;
  return { programVersion, startedAt, durationMs: now() - startMs, adapter, runtime, blocks };
}

/** Runs the pilot, which finds the tunables and rough costs of our kernels, as in any run. */
async function openOurSide(
  { gpu, platform, progress }: ComparisonInput,
  environment: Environment,
): Promise<OursInput> {
  const resolver = createResolver([], new Map());
  const pipelines = new PipelineCache(gpu);
  const effort = { streamBytes: 0, minimumBatchMs: 2 };
  const bench = openBench({ gpu, host: platform, environment, pipelines, ...effort });
  const piloting = runPilot({
    bench,
    kernels: takingPart(),
    deviceClass: gpu.adapter.class,
    signal: new AbortController().signal,
    now: () => platform.now(),
    resolve: resolver.resolve,
    partsOf,
  });
  let step = await piloting.next();
  for (; !step.done; step = await piloting.next()) progress(`pilot of ${step.value}`);
  return { bench, resolver, pilot: step.value };
}

interface Setting {
  readonly ours: OursInput;
  readonly opened: readonly Opened[];
  readonly ledger: Ledger;
  progress(text: string): void;
}

async function compareProblem(setting: Setting, compared: ComparedProblem): Promise<Block> {
  const { ours: input, opened, ledger, progress } = setting;
  const base = { operation: compared.operation, problem: formatProblem(compared.spec), ours: null, rows: [] };
  progress(`${shortProblem(compared.spec)}: ours`);
  const wait = compared.onlyIfQuick ? estimateMs(input, compared) : 0;
  if (wait > QUICK_CALL_MS) {
    ledger.rowsDone(opened.length);
    return { ...base, status: 'skipped', remark: tooSlow(wait) };
  }
  const ours = await openOurs(input, compared);
  if ('failure' in ours) {
    ledger.rowsDone(opened.length);
    return { ...base, status: ours.wrong ? 'wrong output' : 'failed', remark: ours.failure };
  }
  const { address, kernelId, check } = ours;
  const own = { address, kernelId, check };
  const checker = checkerOf(input.resolver.problem(compared.spec), compared, ours.tolerance);
  try {
    // An error of our device must not be taken for one of a peer, each of which has its own.
    const rows = await withErrorScopes(input.bench.gpu.device, () =>
      rowsOf(setting, compared, ours, checker),
    );
    const after = checker(await ours.product.lastOfRow());
    if (after.correct) return { ...base, ours: own, status: 'compared', remark: null, rows };
    return { ...base, ours: own, status: 'wrong output', remark: `after the timing: ${after.worst}` };
  } catch (error) {
    return { ...base, ours: own, status: 'failed', remark: messageOf(error) };
  } finally {
    ours.product.dispose();
  }
}

async function rowsOf(
  { ours: { resolver }, opened, ledger, progress }: Setting,
  compared: ComparedProblem,
  ours: Ours,
  checker: Checker,
): Promise<PeerRow[]> {
  const problem = resolver.problem(compared.spec);
  const oursCallNs = await firstCallNs(ours.product, ledger.watch(1));
  const rows: PeerRow[] = [];
  for (const one of opened) {
    if ('row' in one) rows.push(one.row);
    else {
      progress(`${shortProblem(compared.spec)}: ${one.name}`);
      const { name: peer, open } = one;
      const row = measureRow({ peer, open, ours, oursCallNs, compared, problem, checker, ledger });
      rows.push(await rowOrFailure(one, row));
    }
    ledger.rowsDone(1);
  }
  return rows;
}

function environmentOf({ gpu, platform }: ComparisonInput, clock: ClockFacts): Environment {
  const { runtime, toggles } = platform;
  const features = [...gpu.features].sort();
  return { adapter: gpu.adapter, features, limits: gpu.allLimits, toggles, runtime, clock, label: null };
}
