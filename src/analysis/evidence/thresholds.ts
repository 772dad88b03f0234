import { AGREEMENT } from '../../core/environment.ts';
import { FEW_VALUES, REPLICATES } from '../../stats/bootstrap.ts';
import { RESOLVED_STEPS } from '../../stats/summary.ts';

/** Every constant that a finding is judged by, fixed before any run and written into the result file. */
export const THRESHOLDS = {
  /** E1: b at or above this supports bandwidth (METHOD §5). */
  e1SupportedShare: 0.8,
  /** E1: b under this against a memory ceiling refutes it, and is enough for the regime "none" (METHOD §5). */
  e1RefutedShare: 0.6,
  /** E1: b over this says that the read probe is no ceiling (METHOD §5). */
  e1NoCeilingShare: 1.05,
  /** E3: a slope of log (T − t0) against log bytes from this … (METHOD §5) */
  e3LowestSlope: 0.85,
  /** … to this supports bandwidth (METHOD §5). */
  e3HighestSlope: 1.15,
  /** E3: a slope under this refutes it (METHOD §5). */
  e3RefutedSlope: 0.5,
  /** E4: the largest rung tested lies at most at this share of the knee (METHOD §5). */
  e4KneeShare: 0.25,
  /** E4: T(n) ÷ T(1) there at or under this supports bandwidth (METHOD §5). */
  e4SupportedRatio: 1.1,
  /** E4: T(2) ÷ T(1) at or over this refutes it, and is needed for the regime "compute" (METHOD §5). */
  e4RefutedRatio: 1.5,
  /** E4: the ladder is valid where its top rung reaches from this … (METHOD §5) */
  e4LeastTopShare: 0.5,
  /** … to this share of the FMA ceiling (METHOD §5). */
  e4MostTopShare: 1.05,
  /** E5: T(2) ÷ T(1) at or under this … (METHOD §5) */
  e5SupportedTwo: 1.15,
  /** … and T(4) ÷ T(1) at or under this support bandwidth (METHOD §5). */
  e5SupportedFour: 1.3,
  /** E5: T(2) ÷ T(1) at or over this refutes it (METHOD §5). */
  e5RefutedTwo: 1.6,
  /** B*: the batch at which T(B) ÷ T(1) reaches this (METHOD §5). */
  batchKneeRatio: 1.5,
  /** E6, T less t0: T(½) ÷ T(1) at or under this supports bandwidth (METHOD §5). */
  e6SupportedRatio: 0.7,
  /** E6: T(½) ÷ T(1) at or over this refutes it (METHOD §5). */
  e6RefutedRatio: 0.85,
  /** E6: from this T(½) ÷ T(1) on the verdict says that memory speed does not matter, before it that it matters little. */
  e6NoMatterRatio: 0.95,
  /** E6: where even T(0) ÷ T(1) stays above this, the resident set may be too slow to judge by (METHOD §5). */
  e6ResidentRatio: 0.6,
  /** E6: it refutes only where a probe of this run gets bytes from a cache this many times as fast as the product streams. */
  e6CacheTimes: 1.5,
  /** E8: half of the loads in flight at T(½) ÷ T(1) at or over this refutes bandwidth: it is latency (METHOD §5). */
  e8RefutedHalf: 1.4,
  /** E8: so do twice as many at T(2) ÷ T(1) at or under this (METHOD §5). */
  e8RefutedTwice: 0.8,
  /** E8: ratios that differ from 1 by at most this support bandwidth (METHOD §5). */
  e8SupportedChange: 0.05,
  /** E6 control: the gather responds where its T(½) ÷ T(1) lies under this (METHOD §5). */
  e6ControlRatio: 0.85,
  /** Read ceiling: T(½) ÷ T(1) of the probe below this says memory (METHOD §4). */
  ceilingMemoryRatio: 0.7,
  /** Read ceiling: above this says instruction-limited, between the two mixed (METHOD §4). */
  ceilingInstructionRatio: 0.85,
  /** A launch shape of the read probe whose rate is at least this share of the best may be diluted in its place. */
  ceilingNearBest: 0.95,
  /** Regime: a share d or c at or above this decides dispatch or compute, under it excludes them (METHOD §5). */
  regimeShare: 0.6,
  /** Regime: a share d under this is needed for bandwidth: at 0.18 all else can pass at an elasticity of 0.75 (METHOD §5). */
  bandwidthDispatchShare: 0.15,
  /** Regime: for bandwidth at least this share of the time must be memory's: what E6 saves, less E8 and launching. */
  bandwidthMemoryShare: 0.65,
  /** Regime: a judged product takes at least this many t0; of a shorter one only dispatch is concluded (METHOD §5). */
  leastLaunchTimes: 20,
  /** A read probe within this factor of a product's bytes counts as "the same bytes per dispatch" (METHOD §5). */
  sameBytesFactor: 1.1,
  /** Dispatch cost: sizes that the intercept needs; below, the empty dispatch stands in (METHOD §4). */
  dispatchFitSizes: 3,
  /** Dispatch cost: sizes further than this from the line (past a cache knee, mostly) are left out of the fit. */
  dispatchFitResidual: 0.1,
  /** Read curve: a working set read this much more slowly than the next smaller ones lies past a cache. */
  cacheKneeDrop: 0.15,
  /** Streamed sets are to exceed the last cache this many times (METHOD §3). */
  streamKneeTimes: 4,
  /** S2: points with T under this many t0 cannot set d* (METHOD §6). */
  crossoverDispatchTimes: 3,
  /** S2: neighbouring densities closer than this factor count as bisected (METHOD §6). */
  crossoverBisectedFactor: 1.25,
  /** S2: share of replicates with more than one crossing that makes a series not monotone (METHOD §6). */
  crossoverNotMonotoneShare: 0.05,
  /** S2: a dense product this close to the fastest may be the reference where it shares the point's rounds. */
  crossoverDenseFactor: 1.05,
  /** Chooser: time of the kernel that it takes ÷ that of the best, in the geometric mean. */
  chooserMostRegret: 1.1,
  /** C1: FLOP/s of products over those of matrix–vector products, from which the claim holds (METHOD §7). */
  c1LeastRatio: 10,
  /** C2: bytes a FLOP from this … (METHOD §7) */
  c2LeastBytesPerFlop: 0.5,
  /** … to this count as about one (METHOD §7). */
  c2MostBytesPerFlop: 2,
  /** C3: GPUs within this factor of the claimed number support it (METHOD §7). */
  c3Factor: 3,
  /** C4: dense GPUs over those of the best sparse form, from which the claim holds (METHOD §7). */
  c4LeastRatio: 10,
  /** C3, C4, C7: a measured density this close to the claimed one, relatively, stands for it. */
  claimDensityTolerance: 0.2,
  /** Clocks: GPU ÷ wall wholly under this … (METHOD §3) */
  clockAgreementLeast: AGREEMENT.least,
  /** … or wholly over this leaves times and rates undecided (METHOD §3). */
  clockAgreementMost: AGREEMENT.most,
  /** Summary: a median batch under this many clock steps is unresolved (METHOD §3). */
  resolvedClockSteps: RESOLVED_STEPS,
  /** Summary: fewer values have no bootstrap interval. */
  fewValues: FEW_VALUES,
  /** Bootstrap draws behind every interval (METHOD §3). */
  bootstrapReplicates: REPLICATES,
} as const satisfies Readonly<Record<string, number>>;
