import { createRandom, type Random } from '../../../core/random.ts';
import { summarize } from '../../../stats/summary.ts';
import { normal, samplesOf } from '../../../stats/testing.ts';
import { machineOf } from '../machines/machine.ts';
import type { SideCase, SideRun } from '../sides/side.ts';
import { comparedCase, environmentOf } from './compared.ts';

export interface SimulatedSide {
  readonly runCount: number;
  /** Times of every case ÷ those of an unhindered machine: 1.05 is 5 % slower. */
  readonly slowness?: number;
  /** The same, of single kernels. */
  readonly slowKernels?: Readonly<Record<string, number>>;
  /** Deviation of the effect that a run has on all its cases: 0.01 is 1 %. */
  readonly betweenRuns?: number;
  readonly name?: string;
  readonly label?: string;
  readonly class?: 'hardware' | 'software';
  readonly kernelCount?: number;
  /** Tells runs of different sides and trials apart, and draws them. */
  readonly seed: number;
}

const CASES_A_KERNEL = 3;
const SAMPLES = 20;
/** Of single batches, and of what a run does to one case alone. */
const WITHIN_RUNS = 0.02;
const CASE_IN_RUN = 0.003;
/** Batches that something else disturbed, and how much longer they take at most. */
const DISTURBED = { share: 0.04, most: 0.3 } as const;

/**
 * Runs of a made-up machine: kernels (eight unless told otherwise) on three problems each, 10 µs to 10 ms, 20 batches a case. Logarithms of times
 * are normal within runs, between the cases of a run and between runs; some batches are disturbed.
 */
export function simulatedSide(side: SimulatedSide): SideRun[] {
  const { runCount, name, label, class: deviceClass, seed } = side;
  const machine = machineOf(environmentOf({ name, label, class: deviceClass }));
  return Array.from({ length: runCount }, (_, run) => {
    const random = createRandom(seed, run);
    const ofRun = Math.exp((side.betweenRuns ?? 0.01) * normal(random));
    return {
      sha256: `${seed}-${run}`,
      machine,
      startedAt: new Date(1e12 + run).toISOString(),
      cases: simulatedCases(random, side, ofRun),
    };
  });
}

function simulatedCases(random: Random, side: SimulatedSide, ofRun: number): SideCase[] {
  const { kernelCount = 8 } = side;
  const count = kernelCount * CASES_A_KERNEL;
  return Array.from({ length: count }, (_, index) => {
    const kernelId = `gemv/k${index % kernelCount}`;
    const slowness = (side.slowness ?? 1) * (side.slowKernels?.[kernelId] ?? 1);
    const trueNs = 10_000 * 1000 ** (index / count);
    const ofCase = Math.exp(CASE_IN_RUN * normal(random));
    return simulatedCase(random, {
      kernelId,
      size: 64 * (index + 1),
      ns: trueNs * slowness * ofRun * ofCase,
    });
  });
}

function simulatedCase(
  random: Random,
  { kernelId, size, ns }: { readonly kernelId: string; readonly size: number; readonly ns: number },
): SideCase {
  const times = Array.from({ length: SAMPLES }, () => {
    const disturbed = random.unit() < DISTURBED.share ? 1 + DISTURBED.most * random.unit() : 1;
    return ns * Math.exp(WITHIN_RUNS * normal(random)) * disturbed;
  });
  const summary = summarize(samplesOf(times), { timerId: 'timestamp', resolutionNs: 1 });
  const { medianNs, lowNs, highNs } = summary;
  return {
    ...comparedCase({ kernelId, rowCount: size, nnz: size * 4096, medianNs, lowNs, highNs }),
    address: `${kernelId}@dense(m=${size},n=4096)#1?lanes=4`,
    shortAddress: `${kernelId}@dense(m=${size},n=4096)#1`,
    tunablesComplete: true,
  };
}
