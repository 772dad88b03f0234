import { takingPart } from '../../bench/suites/parts/families.ts';
import { analyze } from '../analysis/analyze.ts';
import { completePlan } from '../app/cases.ts';
import { kernels, partsOf } from '../catalog.ts';
import type { Environment } from '../core/environment.ts';
import type {
  DeferredSection,
  Group,
  Pilot,
  Plan,
  Section,
  StopRule,
  Suite,
  SuiteContext,
} from '../core/plan.ts';
import { parseCase } from '../core/record/address.ts';
import type { Analysis } from '../core/record/finding.ts';
import type { BenchRecord, Case } from '../core/record/record.ts';
import type { SessionFacts } from '../core/record/result-file.ts';
import { chooseCopies } from '../measure/case/checked-case.ts';
import type { Unsealed } from '../measure/case/unsealed-record.ts';
import { runOnBench } from '../measure/session/session.ts';
import type { SimulatedDevice } from '../simulate/device.ts';
import { type Truth, truthOf } from '../simulate/elasticity.ts';
import { executionNs } from '../simulate/execution-time.ts';
import { speedsAt } from '../simulate/throttle.ts';
import { loadOf } from './load-of.ts';
import { modelResidentBytes, productLoad } from './product-load.ts';
import { simulatedBench, simulatedHost } from './simulated-bench.ts';
import { SIMULATED_FEATURES, SIMULATED_LIMITS, simulatedEnvironment } from './simulated-environment.ts';
import type { SimulatedResolver } from './simulated-resolver.ts';

/** What a session on a simulated device gave, beside what was true of it. */
export interface SimulatedRun {
  readonly plan: Plan;
  readonly environment: Environment;
  readonly facts: SessionFacts;
  readonly records: readonly BenchRecord[];
  readonly analysis: Analysis;
  /** Of the case that the verdict is about; null where it judged none. */
  readonly truth: Truth | null;
}

/** What is left out of a suite, and how long it goes on, where only the verdict is wanted. */
export interface ShortPlan {
  readonly kernelIds: readonly string[];
  readonly stop: StopRule;
  wants(c: Case): boolean;
}

export interface SimulatedRunOptions {
  readonly device: SimulatedDevice;
  readonly suite: Suite;
  readonly seed: number;
  readonly resolver: SimulatedResolver;
  readonly shortened?: ShortPlan;
  readonly timeBudgetMs?: number;
  seal(record: Unsealed): Promise<BenchRecord>;
}

/** The real session, suite, stop rule, rounds and analysis; only executor, timers and clock are not. */
export async function runSimulated(options: SimulatedRunOptions): Promise<SimulatedRun> {
  const { device, suite, seed, resolver, seal } = options;
  const environment = simulatedEnvironment(device);
  const plan = await simulatedPlan(options);
  const time = { nowMs: 0 };
  const bench = simulatedBench(device, time, { ...plan, seed });
  const records = new Map<string, BenchRecord>();
  let facts: SessionFacts | null = null;
  const session = runOnBench({
    bench,
    host: simulatedHost(time),
    plan,
    environment,
    signal: new AbortController().signal,
    resolver: { resolve: resolver.resolve, forget: () => {} },
    seal,
    reopen: () => Promise.reject(new Error('a simulated device is never lost')),
    runHost: () => Promise.reject(new Error(`${suite.id}: host code is not simulated`)),
  });
  for await (const event of session) {
    if (event.type === 'record') records.set(event.record.address, event.record);
    if (event.type === 'end') facts = event.facts;
  }
  if (!facts) throw new Error('the session ended without its totals');
  const measured = [...records.values()];
  const analysis = analyze(measured, environment);
  const truth = judgedTruth(analysis, options, plan, time.nowMs);
  return { plan, environment, facts, records: measured, analysis, truth };
}

/** What is true of the judged case in the middle of the run. */
function judgedTruth(
  { verdict }: Analysis,
  { device, resolver }: SimulatedRunOptions,
  plan: Plan,
  durationMs: number,
): Truth | null {
  if (verdict.judged === null) return null;
  const resolved = resolver.resolve(parseCase(verdict.judged));
  const launch = resolved.kernel.launch({
    problem: resolved.problem(),
    encoded: resolved.encoded(),
    tunables: resolved.case.tunables,
    limits: SIMULATED_LIMITS,
    memoryShare: 1,
  });
  const copies = chooseCopies(launch, resolved.case.cache, plan.streamBytes);
  const byWall = !device.timestamps || resolved.case.clock === 'wall';
  const load = loadOf(resolved, launch, copies.count);
  return truthOf(device, load, byWall ? 'wall' : 'gpu', speedsAt(device, durationMs / 2));
}

/** The suite's own plan without host code, refinement, and what a short plan leaves out. */
async function simulatedPlan(options: SimulatedRunOptions): Promise<Plan> {
  const { suite, seed, device, shortened, timeBudgetMs = null } = options;
  const context: SuiteContext = {
    deviceClass: 'hardware',
    limits: SIMULATED_LIMITS,
    features: SIMULATED_FEATURES,
    pilot: await modelPilot(device),
    files: [],
    kernelIds: shortened?.kernelIds ?? takingPart([...kernels.keys()]).filter(canBeSimulated),
    seed,
    timeBudgetMs,
  };
  const { refine: _refine, ...plan } = suite.plan(context);
  const whole: Plan = { ...plan, hostCases: [], leftOut: [] };
  return completePlan(shortened ? shorten(whole, shortened) : whole);
}

/** Sparse patterns need their values, and there are none. */
function canBeSimulated(kernelId: string): boolean {
  const { format, operation } = partsOf(kernels.get(kernelId)!);
  return (format.family === 'dense' || format.family === 'probe') && operation.id !== 'decode';
}

function shorten(plan: Plan, { stop, wants }: ShortPlan): Plan {
  const wanted = (groups: readonly Group[]): readonly Group[] => groups.filter(group => group.every(wants));
  const shortened = (section: Section | DeferredSection): Section | DeferredSection =>
    'groups' in section
      ? { ...section, groups: wanted(section.groups) }
      : { ...section, choose: records => wanted(section.choose(records)) };
  return { ...plan, stop, sections: plan.sections.map(shortened) };
}

/** Longer than any suite allows: keeps matrices that do not fit the device out of its plan. */
const TOO_LONG_NS = 1e12;

/** Rough costs from the model, in place of a pilot run: sizes only. */
async function modelPilot(device: SimulatedDevice): Promise<Pilot> {
  return {
    beyondCacheBytes: null,
    residentBytes: await modelResidentBytes(device),
    launchNs: device.launchNs + device.rampNs,
    tunables: () => ({}),
    estimateNs(kernelId, { rowCount, columnCount, rhsColumnCount }) {
      const bytes = 4 * rowCount * columnCount;
      if (bytes > device.memory.largestMatrixBytes) return TOO_LONG_NS;
      const flops = 2 * rowCount * columnCount * rhsColumnCount;
      return executionNs(device, { ...productLoad(kernelId, bytes, 4 * rowCount), flops });
    },
  };
}
