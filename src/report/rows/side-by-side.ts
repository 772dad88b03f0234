import { type Overheads, overheadsOf } from '../../analysis/compare/overheads.ts';
import { medianRatio, type TimeRatio, timeRatios } from '../../analysis/compare/time-ratios.ts';
import { vendorRatios } from '../../analysis/compare/vendor-ratios.ts';
import type { Estimate } from '../../analysis/evidence/estimate.ts';
import { isHost } from '../../analysis/evidence/usable.ts';
import { adapterName } from '../../core/environment.ts';
import { formatInterval } from '../../core/interval.ts';
import { shortProblem } from '../../core/record/address.ts';
import type { ResultFile } from '../../core/record/result-file.ts';
import { formatCount, formatDuration, formatNumber } from '../../core/units.ts';
import { clockMark } from './remarks.ts';

/** Two runs of the same cases, row by row; every value printed with its unit, or "n/a". */
export interface SideBySide {
  readonly title: string;
  /** Names of the two runs, and of the ratio column. */
  readonly names: readonly [a: string, b: string, ratio: string];
  readonly overheads: readonly SideRow[];
  readonly times: readonly SideRow[];
  /** What the ratios are, and what is in them. */
  readonly note: string;
}

export interface SideRow {
  readonly subject: string;
  readonly a: string;
  readonly b: string;
  /** With its interval; empty where a ratio says nothing. */
  readonly ratio: string;
}

const NOTE =
  'Ratios of medians of two runs, not paired: whatever changed between the runs is in them, and not in their ' +
  'intervals. Between a browser and Node they hold all that a browser adds (bounds checks, process boundary, power ' +
  'state); the parts cannot be told apart here.';

const UNKNOWN_LAUNCHES =
  'Whether both runs executed the same launches is not known where a file is of version 1, which did not say.';

const VENDOR_NOTE =
  'Same problem, format and cache state; ours is the fastest kernel of its run, tunables included. Ratios of medians of ' +
  'two runs, not paired.';

/** The first run against every other that ran on an adapter of its class and shares cases with it. */
export function sidesBySide(files: readonly ResultFile[]): readonly SideBySide[] {
  const [first, ...others] = files;
  if (first === undefined) return [];
  return others
    .filter(file => file.environment.adapter.class === first.environment.adapter.class)
    .flatMap(file => {
      const ratios = timeRatios(first.records, file.records);
      const vendor = vendorRatios(first.records, file.records);
      return [
        ...(ratios.length === 0 ? [] : [sideBySide(first, file, ratios)]),
        ...(vendor.length === 0 ? [] : [vendorBeside(first, file, vendor)]),
      ];
    });
}

/** A vendor's libraries beside our fastest kernels: other programs, so neither overheads nor one median say anything. */
function vendorBeside(ours: ResultFile, vendor: ResultFile, ratios: readonly TimeRatio[]): SideBySide {
  return {
    title: `${runName(vendor)} against the fastest kernels of ${runName(ours)}`,
    names: ['ours', 'vendor', 'vendor ÷ ours'],
    overheads: [],
    times: ratios.map(row => ({
      ...timeRow(row),
      subject: `${row.b.case.kernelId} against ${row.a.case.kernelId}, ${shortProblem(row.b.case.problem)}`,
    })),
    note: VENDOR_NOTE,
  };
}

function sideBySide(a: ResultFile, b: ResultFile, ratios: readonly TimeRatio[]): SideBySide {
  const [nameA, nameB] = runNames(a, b);
  return {
    title: `${runName(b)} against ${runName(a)}`,
    names: [nameA, nameB, `${nameB} ÷ ${nameA}`],
    overheads: overheadRows(overheadsOf(a), overheadsOf(b)),
    times: [...summaryRows(ratios), ...ratios.map(timeRow)],
    note: ratios.some(({ sameLaunch }) => sameLaunch === null) ? `${NOTE} ${UNKNOWN_LAUNCHES}` : NOTE,
  };
}

/** "Chrome 147.0 on google swiftshader". */
function runName({ environment }: ResultFile): string {
  const { name, version } = environment.runtime;
  const label = environment.label === null ? '' : ` (${environment.label})`;
  return `${name} ${version} on ${adapterName(environment.adapter)}${label}${clockMark(environment.clock)}`;
}

/** Short enough for a column: the runtimes where they differ, else "first" and "second". */
function runNames(a: ResultFile, b: ResultFile): readonly [string, string] {
  const [nameA, nameB] = [a.environment.runtime.name, b.environment.runtime.name];
  return nameA === nameB ? ['first', 'second'] : [nameA, nameB];
}

function overheadRows(a: Overheads, b: Overheads): readonly SideRow[] {
  const duration = (ns: number | null) => (ns === null ? 'n/a' : formatDuration(ns));
  const row = (subject: string, text: (overheads: Overheads) => string): SideRow => ({
    subject,
    a: text(a),
    b: text(b),
    ratio: '',
  });
  return [
    row('GPU timestamp step', ({ timestampStepNs }) => duration(timestampStepNs)),
    row('GPU timestamps quantised', ({ timestampsQuantised: quantised }) =>
      quantised === null ? 'n/a' : quantised ? 'yes' : 'no',
    ),
    row('wall clock step', ({ wallStepNs }) => duration(wallStepNs)),
    row('dispatch, GPU clock', ({ dispatchGpu }) => estimate(dispatchGpu, formatDuration)),
    row('dispatch, wall clock', ({ dispatchWall }) => estimate(dispatchWall, formatDuration)),
    row('encode and submit', ({ encodeSubmit }) => estimate(encodeSubmit, formatDuration)),
  ];
}

/** On the GPU and on the host apart: they answer different questions. */
function summaryRows(ratios: readonly TimeRatio[]): readonly SideRow[] {
  const groups = [
    { subject: 'on the GPU', members: ratios.filter(({ a }) => !isHost(a)) },
    { subject: 'on the host', members: ratios.filter(({ a }) => isHost(a)) },
  ];
  return groups
    .filter(({ members }) => members.length > 0)
    .map(({ subject, members }) => ({
      subject: `median of ${formatCount(members.length)} ${members.length === 1 ? 'case' : 'cases'} ${subject}`,
      a: '',
      b: '',
      ratio: estimate(medianRatio(members), formatNumber),
    }));
}

function timeRow({ a, b, ratio, sameLaunch }: TimeRatio): SideRow {
  const clocks = a.timerId === b.timerId ? '' : ` (by ${a.timerId} and ${b.timerId} clock)`;
  const launches = sameLaunch === false ? ' (not the same launch)' : '';
  return {
    subject: `${a.address}${clocks}${launches}`,
    a: formatDuration(a.summary.medianNs),
    b: formatDuration(b.summary.medianNs),
    ratio: estimate(ratio, formatNumber),
  };
}

function estimate(value: Estimate | null, format: (value: number) => string): string {
  return value === null ? 'n/a' : formatInterval(value.value, value.low, value.high, format);
}
