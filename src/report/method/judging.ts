import { LEAST_RUNS, STATED_DEVIATION } from '../../analysis/compare/sides/effect.ts';
import { LEVEL, SAME_WITHIN } from '../../analysis/compare/sides/outcome.ts';
import { formatMemory, formatNumber, trimZeros } from '../../core/units.ts';
import { type Block, list, type MethodConstants, type Part, text } from './document.ts';

type Value = (name: string) => string;

function valuesOf({ thresholds }: MethodConstants): Value {
  return name => trimZeros(formatNumber(thresholds[name] ?? Number.NaN, 4));
}

export function ceilings(constants: MethodConstants): Part {
  const t = valuesOf(constants);
  return {
    title: 'Ceilings',
    blocks: [
      text(
        'A share needs something to be a share of, and spec sheets are not measured here. Every run times its own ceilings, on the same device and in the same rounds: reading, writing, copying and gathering at random over growing working sets, chains of multiply-adds, and the fixed cost of a dispatch as the intercept of time over bytes. Multiply-adds come in two forms, z ← z·z − c and x ← x + c·y with y ← y − c·x, since some GPUs issue two at once only where the addend is the result; the faster is the ceiling. Those in f16 and packed int8 dot products are measured where the device has them and stand beside it: no kernel here computes in them. Probes come in several launch shapes, one of them like the kernels that they are to judge; the read probe is tuned beforehand on as many bytes as a product streams, as products are; the best median is the ceiling. A share above 1 is shown as it is.',
      ),
      text(
        `A read ceiling is one of *memory* only if memory limits the probe: diluted by half (below), it must take less than ${t('ceilingMemoryRatio')} of its time. Above ${t('ceilingInstructionRatio')} its instructions limit it, and it decides nothing.`,
      ),
    ],
  };
}

export function deciding(constants: MethodConstants): Part {
  const { memoryShares, residentSetsBytes } = constants;
  const sets = residentSetsBytes.map(formatMemory).join(', ');
  const shares = memoryShares.map(share => trimZeros(formatNumber(share))).join(', ');
  return {
    title: 'How it is decided',
    blocks: [
      text(
        'The hypothesis: a matrix–vector product takes as long as streaming its weights once. Rates cannot show that, since a kernel can reach any share of a badly shaped ceiling while memory does not matter; so causes are tested by changing them and nothing else.',
      ),
      text(
        `*Dilution* is the heart of it, a memory-traffic ablation: the same pipeline, grid and instructions, but a share of the row blocks reads a small resident set instead of its own memory (shares that stay: ${shares}). The set must lie in the nearest cache: of ${sets} it is the largest that a GPU reads about as fast as the fastest, found before anything is judged, down to a part of a row. Where memory limits, half of the traffic takes little more than half of the time; where it does not, nothing changes. It cannot tell the latency of memory from its bandwidth, which is why the roof is required beside it.`,
      ),
      text(
        'Each finding is judged by its whole interval: *supported* when all of it agrees with the prediction, *refuted* when all of it contradicts, *undecided* otherwise. T(x) is the time under the condition x.',
      ),
      experiments(constants),
      text(
        `Launching takes the same time t0 (E7), whatever is launched. It is in every T, and would hide what memory does from short products: E3, E5, E6 and the ceiling's own dilution are about T − t0. Where t0 is only that of an empty dispatch, they refute nothing of a product that takes less than ${valuesOf(constants)('leastLaunchTimes')}·t0.`,
      ),
      text(
        'The *regime* of a run, its verdict, is the first of these that fits the fastest streamed f32 product:',
      ),
      regimes(valuesOf(constants)),
      text(
        `It is claimed for the sizes around the judged one for which it follows as well; *bandwidth* also for smaller ones, by the fit of time over bytes, down to where dispatch takes ${valuesOf(constants)('bandwidthDispatchShare')} of the time.`,
      ),
    ],
  };
}

function experiments(constants: MethodConstants): Block {
  const t = valuesOf(constants);
  const rows = [
    [
      'E1 roof',
      'share b of the time that streaming the bytes would take, against a memory ceiling',
      `b from ${t('e1SupportedShare')} to ${t('e1NoCeilingShare')}`,
      `b < ${t('e1RefutedShare')}; above ${t('e1NoCeilingShare')} the probe is no ceiling, and nothing is decided`,
    ],
    ['E2 arithmetic', 'share c of the time that the FLOPs would take', 'reported only', 'never'],
    [
      'E3 byte ladder',
      'the same multiply-adds with weights in f32, f16, int8 and int4; a rung that dilution refutes does not count',
      `slope of log (T − t0) over log bytes from ${t('e3LowestSlope')} to ${t('e3HighestSlope')}, f32 and f16 among them`,
      `slope < ${t('e3RefutedSlope')}`,
    ],
    [
      'E4 FLOP ladder',
      `the same bytes with 1 to ${constants.mostMultiplyAdds} multiply-adds on each; valid where the top rung reaches ${t('e4LeastTopShare')} to ${t('e4MostTopShare')} of the arithmetic ceiling`,
      `T(n) ≤ ${t('e4SupportedRatio')}·T(1) at the largest n up to ${t('e4KneeShare')} of the knee`,
      `T(2) ≥ ${t('e4RefutedRatio')}·T(1)`,
    ],
    [
      'E5 batch ladder',
      `the same weights against 1 to ${constants.mostVectors} vectors, by the best kernel for each`,
      `T(2) ≤ ${t('e5SupportedTwo')}·T(1) and T(4) ≤ ${t('e5SupportedFour')}·T(1)`,
      `T(2) ≥ ${t('e5RefutedTwo')}·T(1)`,
    ],
    [
      'E6 dilution',
      'half of the memory traffic taken away',
      `T(½) ≤ ${t('e6SupportedRatio')}·T(1)`,
      `T(½) ≥ ${t('e6RefutedRatio')}·T(1), and a probe gets bytes from a cache ${t('e6CacheTimes')} times as fast as the product streams`,
    ],
    [
      'E6 control',
      'a random gather, diluted the same way',
      `T(½) < ${t('e6ControlRatio')}·T(1)`,
      'it does not respond: then E6 decides nothing',
    ],
    ['E7 dispatch', 'share d of the time that launching takes', 'reported', 'never'],
    [
      'E8 latency',
      'the same bytes with half and with twice the loads in flight, of the judged product and of a sparse one',
      `neither changes T by more than ${t('e8SupportedChange')} of it`,
      `T(½) ≥ ${t('e8RefutedHalf')}·T(1) or T(2) ≤ ${t('e8RefutedTwice')}·T(1): memory is waited for, not kept busy`,
    ],
  ];
  return { kind: 'table', head: ['experiment', 'what is changed or compared', 'supports', 'refutes'], rows };
}

function regimes(t: Value): Block {
  return list(
    `*dispatch*: d ≥ ${t('regimeShare')}.`,
    `*compute*: c ≥ ${t('regimeShare')}, and the FLOP ladder refuted, T(2) ≥ ${t('e4RefutedRatio')}·T(1).`,
    `*bandwidth*: d < ${t('bandwidthDispatchShare')}, roof and dilution supported, the byte or the batch ladder too, no experiment refuted, and at least ${t('bandwidthMemoryShare')} of the time memory’s: (2·(1 − T(½) ÷ T(1)) of dilution, less T(½) ÷ T(1) − 1 of half the loads in flight where that was measured) · (1 − d), each at the end of its interval that speaks against memory.`,
    `*none*: launching and arithmetic each under ${t('regimeShare')}, and dilution or the roof refuted. Then it is load instructions, latency (where E8 says so) or the kernel itself.`,
    `*undecided*: anything else, naming what is missing; also whatever takes less than ${t('leastLaunchTimes')}·t0, unless it is *dispatch*.`,
  );
}

function sidesText(): string {
  const percent = (share: number) => trimZeros(formatNumber(100 * share));
  const { hardware, software } = STATED_DEVIATION;
  return `Two *sides* of runs are compared case by case, by the ratio of the medians, and its geometric mean over the cases of a kernel and over all. The interval holds what varies within runs (their bootstrap) and between them: an effect drawn once a run for all its cases, as large as the deviation of the log medians over at least ${LEAST_RUNS} runs of the machine, else as stated: ${percent(hardware)} % of hardware, ${percent(software)} % of software (unless two runs contradict it). It is Student's, with Welch's degrees of freedom. *Slower* and *faster*: the whole ${percent(LEVEL)} % interval lies beyond a factor of ${trimZeros(formatNumber(SAME_WITHIN))}, of kernels by Holm's procedure over all of them; *same*: all of it within; else *undecided*. Simulated runs are not compared, nor a processor with a GPU.`;
}

export function sparse(constants: MethodConstants): Part {
  const t = valuesOf(constants);
  return {
    title: 'Sparse against dense, claims, races',
    blocks: [
      text(
        `The *crossover* is the density at which a sparse product takes as long as the fastest checked dense one of the same values and shape. Densities are bisected until neighbours are within a factor of ${t('crossoverBisectedFactor')}; the log of the paired ratio is fitted isotonically, and the rounds are resampled for the interval. A point of less than ${t('crossoverDispatchTimes')} dispatch costs cannot set it; a series that crosses more than once in over ${t('crossoverNotMonotoneShare')} of the draws is *not monotone*. “No crossing in range” is an answer.`,
      ),
      text(
        'Besides CSR, a sparse matrix is stored in slices of 32 rows of like lengths (SELL-C-σ), as one bit a cell with the values of those that are set (bitmap), and in blocks of 4 × 4 (BSR). Padding is executed where a kernel multiplies it, is part of the modelled bytes, and is neither useful nor compulsory; where a matrix would be mostly padding, the format refuses it and the file says so.',
      ),
      text(
        `*Claims* about GPUs and brain-sized models are formulas over these numbers, judged by their intervals: C1 from a ratio of ${t('c1LeastRatio')}, C2 from ${t('c2LeastBytesPerFlop')} to ${t('c2MostBytesPerFlop')} bytes a FLOP, C3 within a factor of ${t('c3Factor')}, C4 from a ratio of ${t('c4LeastRatio')}.`,
      ),
      text(
        `A *race* of two kernels picks the rival in rounds of its own, judges in others, A B B A, and says *faster* or *slower* where the whole interval of the paired ratio lies on one side of 1 and at least ${t('fewValues')} rounds stand behind it.`,
      ),
      text(sidesText()),
    ],
  };
}
