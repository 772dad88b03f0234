/** Times what the host does in a suite as planned for a fast GPU: everything but waiting for one. */

import batch1 from '../../bench/suites/batch1.suite.ts';
import decode from '../../bench/suites/decode.suite.ts';
import density from '../../bench/suites/density.suite.ts';
import quick from '../../bench/suites/quick.suite.ts';
import { completePlan, createResolver } from '../app/cases.ts';
import { get, kernels, partsOf } from '../catalog.ts';
import { defaultTunables, type Launch, type ResourceData } from '../core/kernel.ts';
import type { Pilot, Suite, SuiteContext } from '../core/plan.ts';
import { factsOf } from '../core/problem.ts';
import type { BenchRecord, OkRecord } from '../core/record/record.ts';
import { recordIdentity } from '../core/record/record-identity.ts';
import { checkOutput } from '../measure/case/check.ts';
import type { ResolvedCase } from '../measure/case/resolved-case.ts';
import { summarize } from '../stats/summary.ts';

const SUITES: Readonly<Record<string, Suite>> = { quick, batch1, decode, density };

const STEPS = ['generate', 'encode', 'launch', 'check', 'check again'] as const;
type Step = (typeof STEPS)[number];

/** Of an NVIDIA H200, as results/nvidia-h200 has them. */
const BYTES_PER_NS = 3600;
const FLOPS_PER_NS = 32_000;
const SLOWER: Readonly<Record<string, number>> = { 'gemv/row-per-thread': 15, 'gemm/naive': 12 };

const LIMITS: SuiteContext['limits'] = {
  maxStorageBufferBindingSize: 2 ** 31 - 4,
  maxBufferSize: 2 ** 40,
  maxComputeWorkgroupsPerDimension: 65_535,
  maxComputeInvocationsPerWorkgroup: 1024,
  maxComputeWorkgroupSizeX: 1024,
  maxComputeWorkgroupSizeY: 1024,
  maxComputeWorkgroupSizeZ: 64,
  maxComputeWorkgroupStorageSize: 48 * 1024,
  maxStorageBuffersPerShaderStage: 16,
  subgroupMinSize: 32,
  subgroupMaxSize: 32,
};

const pilot: Pilot = {
  beyondCacheBytes: 128 * 2 ** 20,
  residentBytes: 65_536,
  launchNs: 0,
  tunables: () => ({}),
  estimateNs(id, size) {
    const { operation, format } = partsOf(get(kernels, id, 'kernel'));
    const units = operation.pilot?.workUnits(size, format) ?? Number.POSITIVE_INFINITY;
    const unitNs = id.startsWith('gemm/') ? 2 / FLOPS_PER_NS : 4 / BYTES_PER_NS;
    return 2800 + units * unitNs * (SLOWER[id] ?? 1);
  },
};

const context: SuiteContext = {
  deviceClass: 'hardware',
  limits: LIMITS,
  features: new Set(['subgroups', 'timestamp-query']),
  pilot,
  files: [],
  kernelIds: [...kernels.keys()],
  seed: 1,
  timeBudgetMs: null,
};

/** Milliseconds of CPU of this process: unlike the clock, blind to what else the machine does. */
function cpuMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

/** CPU time by section and step. */
class Costs {
  readonly bySection = new Map<string, Map<Step, number>>();

  time<T>(section: string, step: Step, work: () => T): T {
    const begin = cpuMs();
    const result = work();
    const steps = this.bySection.get(section) ?? new Map<Step, number>();
    this.bySection.set(section, steps.set(step, (steps.get(step) ?? 0) + cpuMs() - begin));
    return result;
  }
}

function replay(suite: Suite): Costs {
  const plan = completePlan(suite.plan(context));
  const resolver = createResolver([], new Map());
  const costs = new Costs();
  const records: BenchRecord[] = [];
  for (const section of plan.sections) {
    const groups = 'groups' in section ? section.groups : section.choose(records);
    const cases = new Map(groups.flat().map(c => [resolver.resolve(c).address, c]));
    const kept = [...cases.values(), plan.canary, ...plan.hostCases];
    resolver.forget(new Set(kept.map(({ problem }) => JSON.stringify(problem))));
    const name = section.id.split('/')[0]!;
    const later: (() => void)[] = [];
    for (const c of cases.values()) {
      const resolved = resolver.resolve(c);
      if (!hostWork(costs, name, resolved, later)) continue;
      records.push(pretended(resolved));
    }
    for (const again of later) again();
  }
  return costs;
}

/** @returns false where the case would be skipped */
function hostWork(costs: Costs, section: string, resolved: ResolvedCase, later: (() => void)[]): boolean {
  const { kernel, format } = resolved;
  const problem = costs.time(section, 'generate', resolved.problem);
  if (kernel.requires.some(feature => !context.features.has(feature))) return false;
  if (kernel.supports(problem, LIMITS) !== true || format.admissible(problem.a) !== true) return false;
  const encoded = costs.time(section, 'encode', resolved.encoded);
  const tunables = { ...defaultTunables(kernel), ...resolved.case.tunables };
  const { memoryShare } = resolved.case;
  const launch = costs.time(section, 'launch', () =>
    kernel.launch({ problem, encoded, tunables, limits: LIMITS, memoryShare }),
  );
  const raw = outputOf(launch);
  const check = () => checkOutput(asIfRight(resolved), launch, raw);
  costs.time(section, 'check', check);
  later.push(() => costs.time(section, 'check again', check));
  return true;
}

/** What a device may flush is looked at where an output is wrong, as this one is, and a device's seldom is. */
function asIfRight(resolved: ResolvedCase): ResolvedCase {
  const { operation } = resolved;
  const { spotChecks } = operation;
  return {
    ...resolved,
    reference() {
      const { expected, scale } = resolved.reference();
      return { expected, scale };
    },
    operation: {
      ...operation,
      ...(spotChecks && {
        spotChecks: (...output) =>
          spotChecks(...output)?.map(({ flushing: _, ...comparison }) => comparison) ?? null,
      }),
    },
  };
}

/** As long as what a device would send back. */
function outputOf({ resources, outputType }: Launch): ResourceData {
  const bytes = resources
    .filter(({ role }) => role === 'output')
    .reduce((sum, { byteLength }) => sum + byteLength, 0);
  return outputType === 'f32' ? new Float32Array(bytes / 4) : new Uint32Array(bytes / 4);
}

/** A record with what sections choose cases by, and times by the pilot's estimate: nothing was run. */
function pretended({ case: c, kernel, format, tuned, problem }: ResolvedCase): OkRecord {
  const facts = factsOf(problem());
  const ns = pilot.estimateNs(kernel.id, facts);
  const identity = recordIdentity({
    case: c,
    kind: 'webgpu',
    operation: kernel.operation,
    format,
    launchHash: null,
    tunablesComplete: true,
    tuned,
  });
  const samples = [{ index: 0, round: 0, group: '', startedAtMs: 0, totalNs: ns, dispatches: 1 }];
  const timing = { timerId: 'timestamp', resolutionNs: 1 } as const;
  return {
    ...identity,
    ...timing,
    status: 'ok',
    problem: facts,
    kernelHash: '',
    work: { usefulFlops: 0, executedFlops: 0, compulsoryBytes: 0, modelledBytes: 0 },
    check: { method: 'none', elementCount: 0, worstRatio: 0, tolerance: 0 },
    copies: { count: 1, workingSetBytes: 4 * facts.rowCount * facts.columnCount, cut: null },
    sampleOrder: 'measured',
    samples,
    discardedSamples: [],
    summary: summarize(samples, timing),
    stop: { reason: 'time-cap', rounds: 1 },
    sha256: '',
  };
}

for (const id of process.argv.slice(2)) {
  const costs = replay(get(new Map(Object.entries(SUITES)), id, 'suite'));
  const row = (cells: readonly (string | number)[]): string =>
    cells
      .map((cell, i) => (i === 0 ? String(cell).padEnd(14) : String(Math.round(Number(cell))).padStart(12)))
      .join('');
  console.log(`${id.padEnd(14)}${STEPS.map(step => step.padStart(12)).join('')}         sum`);
  const totals = STEPS.map(() => 0);
  for (const [section, steps] of costs.bySection) {
    const values = STEPS.map(step => steps.get(step) ?? 0);
    for (const [i, value] of values.entries()) totals[i]! += value;
    console.log(row([section, ...values, values.reduce((a, b) => a + b)]));
  }
  console.log(row(['ms of CPU', ...totals, totals.reduce((a, b) => a + b)]));
}
