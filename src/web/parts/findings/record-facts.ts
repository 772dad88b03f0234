import { xPerNonzeroBytes } from '../../../analysis/metrics/x-per-nonzero.ts';
import type { ClockFacts } from '../../../core/environment.ts';
import { formatInterval } from '../../../core/interval.ts';
import type { OkRecord, StopReason, TimerId } from '../../../core/record/record.ts';
import {
  formatBytesPerSecond,
  formatCount,
  formatDuration,
  formatFlopsPerSecond,
  formatMemory,
  formatNumber,
  formatShare,
  formatSi,
  perSecond,
} from '../../../core/units.ts';
import { arithmeticIntensity } from '../../../core/work.ts';
import { shapeOf } from '../../../report/rows/case-rows.ts';
import type { Fact } from '../../../report/rows/overview.ts';
import { remarksOf } from '../../../report/rows/remarks.ts';

const TIMERS: Readonly<Record<TimerId, string>> = {
  timestamp: 'GPU timestamps',
  wall: 'wall clock, slope over batches of different length',
  host: 'host clock (tinybench)',
};

const STOPS: Readonly<Record<StopReason, string>> = {
  precision: 'the precision was reached',
  'time-cap': 'the time was used up',
  'round-cap': 'the most rounds were measured',
  interrupted: 'the run was stopped',
};

const X_EACH = 'as papers on merge-based kernels count; above, x is counted once';

/** ", 8.04 B/nnz". */
function perNonzero(bytes: number, nnz: number): string {
  return `, ${formatNumber(bytes / nnz)} B/nnz`;
}

/** Everything a record says apart from its samples, in words. */
export function recordFacts(record: OkRecord, clock: ClockFacts): readonly Fact[] {
  const { summary, work, check, copies, problem, stop } = record;
  const resolved = summary.medianNs > 0 && !summary.flags.includes('unresolved');
  const rate = (amount: number, format: (value: number) => string) =>
    resolved && amount > 0 ? format(perSecond(amount, summary.medianNs)) : 'n/a';
  const intensity = arithmeticIntensity(work);
  const xEach = xPerNonzeroBytes(record);
  const remarks = remarksOf(record, clock).map(remark => remark.meaning);
  return [
    { label: 'Time', text: timeText(record, resolved) },
    { label: 'Useful rate', text: rate(work.usefulFlops, formatFlopsPerSecond) },
    {
      label: 'Compulsory traffic',
      text: `${rate(work.compulsoryBytes, formatBytesPerSecond)}${xEach === null ? '' : perNonzero(work.compulsoryBytes, problem.nnz)}`,
    },
    ...(xEach === null
      ? []
      : [
          {
            label: 'x per nonzero',
            text: `${rate(xEach, formatBytesPerSecond)}${perNonzero(xEach, problem.nnz)}; ${X_EACH}`,
          },
        ]),
    { label: 'Problem', text: `${problem.pattern} ${shapeOf(record)}, ${nonzerosOf(problem)}` },
    {
      label: 'Nonzeros a row',
      text: rowText(problem.rowStats),
    },
    {
      label: 'Useful, executed',
      text: `${formatSi(work.usefulFlops, 'FLOP')}, ${formatSi(work.executedFlops, 'FLOP')}`,
    },
    ...(record.conversionNs === undefined
      ? []
      : [
          {
            label: 'Conversion',
            text: `${formatDuration(record.conversionNs)} on the host, from compressed rows`,
          },
        ]),
    {
      label: 'Compulsory, modelled',
      text: `${formatSi(work.compulsoryBytes, 'B')}, ${formatSi(work.modelledBytes, 'B')}`,
    },
    { label: 'Intensity', text: intensity === null ? 'n/a' : `${formatNumber(intensity)} FLOP/byte` },
    {
      label: 'Check',
      text: `${check.method}, ${formatCount(check.elementCount)} elements: worst error ${formatNumber(check.worstRatio)} of what is allowed (${check.tolerance} · Σ|a||x|)`,
    },
    {
      label: 'Cache',
      text: `${record.case.cache}: ${formatCount(copies.count)} ${copies.count === 1 ? 'copy' : 'copies'}, ${formatMemory(copies.workingSetBytes)}${copies.cut === null ? '' : `; ${copies.cut}`}`,
    },
    { label: 'Share from memory', text: formatShare(record.case.memoryShare) },
    { label: 'Timed by', text: `${TIMERS[record.timerId]}, step ${formatDuration(record.resolutionNs)}` },
    { label: 'Launch', text: launchText(record) },
    { label: 'Stopped', text: `after ${formatCount(stop.rounds)} rounds: ${STOPS[stop.reason]}` },
    ...(remarks.length > 0 ? [{ label: 'Remarks', text: remarks.join('; ') }] : []),
  ];
}

function nonzerosOf({ nnz, storedEntries }: OkRecord['problem']): string {
  const nonzeros = `${formatCount(nnz)} nonzeros`;
  return storedEntries === undefined
    ? nonzeros
    : `${nonzeros} among ${formatCount(storedEntries)} stored entries`;
}

/** "1,024 in each"; "12 to 340, mean 51.2, 3 rows empty". */
function rowText({ min, max, mean, empty }: OkRecord['problem']['rowStats']): string {
  if (min === max) return `${formatCount(min)} in each`;
  // A mean is no more than its digits: 1,023.6 is not 1020.
  const average = mean < 100 ? formatNumber(mean) : formatCount(mean);
  return `${formatCount(min)} to ${formatCount(max)}, mean ${average}, ${formatCount(empty)} ${empty === 1 ? 'row' : 'rows'} empty`;
}

/** What tells this launch from others of the same kernel. */
function launchText({ launchHash, tunablesComplete }: OkRecord): string {
  const hash = launchHash ?? 'hash not known';
  return tunablesComplete ? hash : `${hash}; tunables that are not named were at their defaults of then`;
}

function timeText({ summary }: OkRecord, resolved: boolean): string {
  if (!resolved) return 'unresolved: under 20 steps of the clock';
  const { medianNs, lowNs, highNs, minNs, madNs, sampleCount } = summary;
  return (
    `median ${formatInterval(medianNs, lowNs, highNs, formatDuration)}, ` +
    `least ${formatDuration(minNs)}, MAD ${formatDuration(madNs)}, ${formatCount(sampleCount)} samples`
  );
}
