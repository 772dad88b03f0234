import { FULL_STOP } from '../../../bench/suites/parts/effort.ts';
import { kernels, partsOf } from '../../catalog.ts';
import { completeTunables } from '../../core/kernel.ts';
import type { Plan, StopRule, Suite, SuiteContext } from '../../core/plan.ts';
import type { ProblemFacts, ProblemSpec } from '../../core/problem.ts';
import { formatCase, formatProblem } from '../../core/record/address.ts';
import type { Case } from '../../core/record/record.ts';
import type { ResultFile } from '../../core/record/result-file.ts';
import { guessedPilot } from '../../measure/device/pilot.ts';
import { plannedCases } from '../../measure/session/queue.ts';
import { canonicalJson, textHash } from '../../store/hash.ts';
import { limitsOf } from './relaunch.ts';

const suites: ReadonlyMap<string, Suite> = new Map(
  Object.values(
    import.meta.glob<Suite>('../../../bench/suites/*.suite.ts', { eager: true, import: 'default' }),
  ).map(suite => [suite.id, suite]),
);

/** Suites that a user's words make. */
const ASKED = ['race', 'cases'];
/** Of matrices that the user brings. */
const FROM_FILE = 'file';

/** What the suite of a file plans, as far as the file says what the suite knew. */
export interface Replanned {
  readonly stop: StopRule;
  /** Ids of the host code that every run of the suite times in the end. */
  readonly hostKernelIds: readonly string[];
  /** Null where sizes were chosen by a pilot run, of which no file tells. */
  readonly cases: { readonly addresses: ReadonlySet<string>; readonly suiteHash: string } | null;
}

/** @returns null for a suite that this program does not have */
export async function replan(file: ResultFile): Promise<Replanned | null> {
  const { suite: id } = file.session;
  if (ASKED.includes(id)) return { stop: FULL_STOP, hostKernelIds: [], cases: null };
  const suite = suites.get(id);
  if (!suite) return null;
  const all = suite.plan(contextOf(file, [...kernels.keys()]));
  const hostKernelIds = all.hostCases.map(({ kernelId }) => kernelId);
  return {
    stop: all.stop,
    hostKernelIds,
    cases: suite.pilot === 'none' ? await casesOf(suite, file, all) : null,
  };
}

/** Of the whole catalogue, or of those kernels that the run was asked for. */
async function casesOf(suite: Suite, file: ResultFile, all: Plan): Promise<Replanned['cases']> {
  if (hasUnknownMatrix(file)) return null;
  const whole = await planned(all);
  if (whole.suiteHash === file.suiteHash) return whole;
  const used = [...kernels.keys()].filter(id => file.records.some(({ case: c }) => c.kernelId === id));
  return used.length === 0 ? whole : planned(suite.plan(contextOf(file, used)));
}

async function planned(plan: Plan): Promise<NonNullable<Replanned['cases']>> {
  const addresses = new Set(plannedCases(plan).map(complete).map(formatCase));
  return { addresses, suiteHash: await textHash(canonicalJson([plan.suite, ...addresses].sort())) };
}

function complete(c: Case): Case {
  const kernel = kernels.get(c.kernelId);
  return kernel ? { ...c, tunables: completeTunables(kernel, c.tunables) } : c;
}

function contextOf(file: ResultFile, kernelIds: readonly string[]): SuiteContext {
  const { environment, session } = file;
  const device = {
    deviceClass: environment.adapter.class,
    limits: limitsOf(environment),
    features: new Set(environment.features),
  };
  const taking = kernelIds.map(id => kernels.get(id)!);
  return {
    ...device,
    pilot: guessedPilot(taking, device, partsOf),
    files: filesOf(file),
    kernelIds,
    seed: session.seed,
    timeBudgetMs: null,
  };
}

function filesOf({
  records,
}: ResultFile): readonly { readonly spec: ProblemSpec; readonly facts: ProblemFacts }[] {
  const files = new Map<string, { spec: ProblemSpec; facts: ProblemFacts }>();
  for (const record of records) {
    const spec = record.case.problem;
    if (spec.generator === FROM_FILE && record.status === 'ok')
      files.set(formatProblem(spec), { spec, facts: record.problem });
  }
  return [...files.values()];
}

/** A matrix of which no case was measured: its size is in no record. */
function hasUnknownMatrix(file: ResultFile): boolean {
  const known = new Set(filesOf(file).map(({ spec }) => formatProblem(spec)));
  return file.records.some(
    ({ case: { problem } }) => problem.generator === FROM_FILE && !known.has(formatProblem(problem)),
  );
}
