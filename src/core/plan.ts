import type { DeviceClass } from './environment.ts';
import type { KernelLimits } from './kernel.ts';
import type { ProblemFacts, ProblemSpec } from './problem.ts';
import type { BenchRecord, Case } from './record/record.ts';
import { MS_PER_S } from './units.ts';

/** One case alone, or a reference and a rung that run A B B A in every round. */
export type Group = readonly [Case] | readonly [Case, Case];

/** Cases that share the device's memory: prepared together, timed in interleaved rounds, then freed. */
export interface Section {
  readonly id: string;
  /** For progress: "Density crossover, uniform". */
  readonly title: string;
  readonly groups: readonly Group[];
  /** Part of the suite's time budget, relative to the other sections. */
  readonly weight: number;
  readonly halving?: Halving;
}

/**
 * After a few rounds of their own, which are thrown away, rungs leave that are clearly slower than another on the same
 * problem and nowhere near their reference: what is left of the time is for those that may set a figure.
 */
export interface Halving {
  /** Kernels that stay whatever they take. */
  readonly stays: readonly string[];
}

/** A section whose cases depend on what was seen before it: experiments on the fastest kernel. */
export interface DeferredSection {
  readonly id: string;
  readonly title: string;
  readonly weight: number;
  choose(records: readonly BenchRecord[]): readonly Group[];
}

export interface StopRule {
  /** Looks happen at minimumRounds, twice that, four times … */
  readonly minimumRounds: number;
  readonly maximumRounds: number;
  /** 95 % half-width of the median ÷ median at which a case is done. */
  readonly precision: number;
}

/** A plan is data: what will be measured, in which order, until when. */
export interface Plan {
  readonly suite: string;
  readonly sections: readonly (Section | DeferredSection)[];
  /** Host code timed with tinybench after the sections: kernel ids `host/…`. */
  readonly hostCases: readonly Case[];
  /** Cases that the suite would have wanted, and why it does not measure them. */
  readonly leftOut: readonly { readonly case: Case; readonly reason: string }[];
  readonly stop: StopRule;
  /** Before the first timed batch, to reach steady clocks. */
  readonly warmupMs: number;
  /** A batch lasts at least this long, and at least 150 clock steps. */
  readonly minimumBatchMs: number;
  /** `stream` cases rotate through copies of the weights until they fill this. */
  readonly streamBytes: number;
  /** A read probe, sampled at both ends of every round: its drift is the round's. */
  readonly canary: Case;
  /** Of the sections alone. */
  readonly timeBudgetMs: number;
  /** For what comes after them: host cases. Absent where nothing does. */
  readonly endingMs?: number;
  /** What choosing the sizes took. Absent where nothing was chosen before. */
  readonly preparedMs?: number;
  /** What the user was promised in all: preparedMs, timeBudgetMs and endingMs. Absent where it is timeBudgetMs. */
  readonly promisedMs?: number;
  /** Shuffles the groups of each round. Unsigned 32-bit. */
  readonly seed: number;
  /**
   * Called when all sections are done: more cases, chosen from what was seen (bisection of the crossover), or null.
   */
  refine?(records: readonly BenchRecord[]): Section | null;
  /** Part of the time budget kept back for refining, in the unit of Section.weight. */
  readonly refineWeight?: number;
}

/** What running every kernel before the judged rounds has shown: rough costs, for choosing sizes, and the best tunables. */
export interface Pilot {
  /** Fastest tunables found, as far as they differ from the defaults. */
  tunables(kernelId: string): Readonly<Record<string, number>>;
  /** Time of one execution, from the kernel's pilot rate. Infinity for a kernel that did not run. */
  estimateNs(
    kernelId: string,
    problem: Pick<ProblemFacts, 'rowCount' | 'columnCount' | 'rhsColumnCount' | 'nnz'>,
  ): number;
  /** Smallest working set found that the last cache does not hold; null where no cache was seen to end, or none sought. */
  readonly beyondCacheBytes: number | null;
  /** Resident set of diluted cases, so small that the nearest cache holds it. */
  readonly residentBytes: number;
  /** What the smallest product takes, nearly all of it launching; 0 where it was not measured. */
  readonly launchNs: number;
}

/** What a suite may look at when it chooses cases. */
export interface SuiteContext {
  readonly deviceClass: DeviceClass;
  readonly limits: KernelLimits;
  readonly features: ReadonlySet<string>;
  readonly pilot: Pilot;
  /** Problems from files, already read. */
  readonly files: readonly { readonly spec: ProblemSpec; readonly facts: ProblemFacts }[];
  /** Ids of the kernels that take part, after --kernels. */
  readonly kernelIds: readonly string[];
  readonly seed: number;
  /** Null: the suite's own. */
  readonly timeBudgetMs: number | null;
}

/** A named plan, in `bench/suites/<id>.suite.ts`. */
export interface Suite {
  readonly id: string;
  /** Place in the chooser. */
  readonly order: number;
  readonly label: string;
  /** What it answers, in plain words. */
  readonly question: string;
  readonly description: string;
  /**
   * `tune`: runs every kernel first and, on hardware, tries all its tunables. `none`: sizes from rough constants, for
   * suites so brief that a pilot would take most of the time.
   */
  readonly pilot: 'tune' | 'none';
  /** Expected duration for the chooser. */
  readonly expectedSeconds: Readonly<Record<DeviceClass, number>>;
  /** The same with matrices that the user brings; absent where they make no difference. */
  readonly secondsWithMatrices?: Readonly<Record<DeviceClass, number>>;
  /** What each of them adds; absent where they share what there is. */
  readonly secondsPerMatrix?: Readonly<Record<DeviceClass, number>>;
  /** Whether kernels take part that suit one pattern of nonzeros alone. */
  readonly comparesPatterns?: true;
  /** Most device memory it may ask for. */
  readonly expectedBytes: Readonly<Record<DeviceClass, number>>;
  /** Why it measures no matrices that the user brings; absent where it does. */
  readonly noMatrices?: string;
  /** What it does with matrices that the user brings, and cannot do without; absent where it can. */
  readonly needsMatrices?: string;
  /** Those of the kernels that its sections may hold: no others are tried first. All where absent. */
  piloted?(kernelIds: readonly string[]): readonly string[];
  plan(context: SuiteContext): Plan;
}

export type SuiteTimes = Pick<Suite, 'expectedSeconds' | 'secondsWithMatrices' | 'secondsPerMatrix'>;

/** What is asked of a suite, as far as its time depends on it. */
export interface AskedTime {
  readonly deviceClass: DeviceClass;
  readonly matrixCount: number;
  /** As the user limits it; null: the suite's own. */
  readonly timeBudgetMs: number | null;
}

/** All that the user waits, ms: the one number of form, budget and countdown. */
export function promisedMs(
  { expectedSeconds, secondsWithMatrices, secondsPerMatrix }: SuiteTimes,
  { deviceClass, matrixCount, timeBudgetMs }: AskedTime,
): number {
  const seconds = matrixCount > 0 ? (secondsWithMatrices ?? expectedSeconds) : expectedSeconds;
  const each = secondsPerMatrix?.[deviceClass] ?? 0;
  return timeBudgetMs ?? (seconds[deviceClass] + each * matrixCount) * MS_PER_S;
}
