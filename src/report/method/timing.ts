import type { StopRule } from '../../core/plan.ts';
import { formatDuration, formatMemory, formatShare, NS_PER_MS, trimZeros } from '../../core/units.ts';
import { type MethodConstants, type Part, text } from './document.ts';

export function timing(constants: MethodConstants): Part {
  const { stop, thresholds } = constants;
  return {
    title: 'How it is timed',
    blocks: [
      text(clocksText(constants)),
      text(wallText(constants)),
      text(
        `Weights stream: a batch rotates through copies of them that fill ${constants.cacheTimes} times the last cache, at least ${formatMemory(constants.leastStreamBytes)} (${formatMemory(constants.softwareStreamBytes)} where the adapter is a CPU). A case marked *hot* reuses one copy. The vector is one warm copy in both.`,
      ),
      text(
        `Samples come in rounds. ${milliseconds(constants.warmupMs.hardware)} of load come first (${milliseconds(constants.warmupMs.software)} on a CPU). What is compared runs side by side, A B B A, so that both have the same mean place in time, and the order of the groups is shuffled by the seed of the run. A read probe at both ends of a round watches it: further than ${percent(constants.canaryDrift)} from its usual time, the round has drifted and is repeated, for up to ${percent(constants.discardShare)} of the rounds; past that all are kept, and the run is called *unsteady*. What was discarded stays in the file.`,
      ),
      text(
        `Looks happen at ${looks(stop.full)} rounds (${looks(stop.quick)} in quick suites), and at no others, so that none is a lucky one: a group ends where the 95 % half-width of its medians is at most ${percent(stop.full.precision)} (${percent(stop.quick.precision)}), after ${stop.full.maximumRounds} rounds (${stop.quick.maximumRounds}), or when its time is up, but not before ${constants.leastRounds} rounds. The file says which it was. Tuning has rounds of its own, and they are never judged. So has halving the field, where many kernels compete on one matrix: after ${constants.halvingRounds} rounds each that are thrown away, one leaves whose whole 95 % interval is over ${constants.outpaced} times the fastest, unless it is within a factor of ${constants.nearReference} of the dense product, next to which a crossing may lie; the file says of each by how much it was slower.`,
      ),
      text(
        `A summary is the median with a 95 % interval from ${thresholds.bootstrapReplicates} draws of a moving-block bootstrap, which keeps neighbouring samples together, and is never narrower than a clock step allows. Fewer than ${thresholds.fewValues} values have no such interval, and decide nothing. A median batch under ${thresholds.resolvedClockSteps} clock steps is *unresolved*: no number is read off it. Outliers are flagged and stay.`,
      ),
      text(
        'No check, no timing: outputs start as NaN, every element is compared with a reference in double precision within a tolerance that grows with Σ|a||x|, before the first sample and after the last; what WGSL lets a device flush to zero is allowed on top, and products whose terms f32 cannot add up are skipped. Large matrix–matrix products are compared by random combinations of their columns and by sampled elements instead. A case whose output is wrong has no number.',
      ),
    ],
  };
}

function clocksText({
  minimumBatchMs,
  minimumSteps,
  submissionLimitNs,
  thresholds,
}: MethodConstants): string {
  return (
    'The clocks are measured before anything else: the steps of the GPU’s timestamps and of the wall clock, how long an idle queue takes to answer, whether the two clocks agree, and whether dispatches overlap. ' +
    'Timestamps that are zero, stand still, run backwards or do not move within a batch count as absent, and the run says so. ' +
    `Both clocks watch the same long batches: where all of the interval of GPU ÷ wall lies under ${thresholds.clockAgreementLeast} or over ${thresholds.clockAgreementMost}, one of them is wrong. Ratios stand then; times and rates are undecided, and every table is marked. ` +
    `A sample is one batch of executions between two timestamps, after an untimed pass of the same kernel. It holds as many as last ${milliseconds(minimumBatchMs)} and ${minimumSteps} clock steps, but a submission stays under ${trimZeros(formatDuration(submissionLimitNs))}. ` +
    'A stamp that is zero, or comes before the one at the beginning, is not kept: the batch is repeated.'
  );
}

function wallText({ submissionLimitNs, thresholds, wallMultiples }: MethodConstants): string {
  return (
    `Where there are no timestamps, and wherever the cost of a dispatch is asked for, the wall clock times batches of n times ${wallMultiples.join(', ')} executions, and the slope over them (Theil–Sen) is the time of one. ` +
    'It resolves no more than the larger of its own step and the answer of an idle queue: a browser that polls hears of the end of work only every 100 ms. What has to last is therefore the difference between the longest and the shortest batch. ' +
    `One of under ${thresholds.resolvedClockSteps} of these steps is *unresolved*, and a case of which ${trimZeros(formatDuration(submissionLimitNs))} of work cannot come to that is skipped.`
  );
}

function milliseconds(ms: number): string {
  return trimZeros(formatDuration(ms * NS_PER_MS));
}

function percent(share: number): string {
  return trimZeros(formatShare(share));
}

/** "20, 40, 80 …". */
function looks({ minimumRounds }: StopRule): string {
  return `${[1, 2, 4].map(times => times * minimumRounds).join(', ')} …`;
}
