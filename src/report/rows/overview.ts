import { THRESHOLDS } from '../../analysis/evidence/thresholds.ts';
import { adapterName, backendName, type Environment } from '../../core/environment.ts';
import { formatInterval } from '../../core/interval.ts';
import type { Ceiling, CeilingKind, CrossoverSeries, Finding, Share } from '../../core/record/finding.ts';
import type { JudgedFile, ResultFile, SessionFacts } from '../../core/record/result-file.ts';
import {
  formatBytesPerSecond,
  formatCount,
  formatDuration,
  formatFlopsPerSecond,
  formatMemory,
  formatNumber,
  formatOperationsPerSecond,
  formatShape,
  formatShare,
  formatSi,
  formatWait,
} from '../../core/units.ts';

import { judgedByText } from './judged-by.ts';

/** What every report says in words, before it chooses a layout. */

export interface Fact {
  readonly label: string;
  readonly text: string;
}

/** "quick · 2026-11-22 19:55 UTC · complete in 58 s · Ridgepoint 0.1.0". */
export function headline(file: ResultFile): string {
  const { suite, startedAt } = file.session;
  const minute = `${startedAt.slice(0, 10)} ${startedAt.slice(11, 16)} UTC`;
  return `${suite} · ${minute} · ${endingText(file)} · Ridgepoint ${file.programVersion}`;
}

/** "complete in 58 s"; "cut off after section “Ceilings”, 12 s". */
export function endingText({ session }: Pick<ResultFile, 'session'>): string {
  const { ended, lastSection, durationMs } = session;
  const time = `${ENDINGS[ended]}${lastSection ? ` “${lastSection}”,` : ''} ${formatWait(durationMs)}`;
  // Of the budget, getting ready takes its part as well.
  return ended === 'time-cap' ? `${time} of measuring` : time;
}

const ENDINGS: Readonly<Record<ResultFile['session']['ended'], string>> = {
  complete: 'complete in',
  'time-cap': 'time budget used up after',
  interrupted: 'stopped after',
  'device-lost': 'device lost after',
  partial: 'cut off after section',
};

export function environmentFacts(file: JudgedFile): readonly Fact[] {
  const { runtime, toggles, label } = file.environment;
  const judgedBy = judgedByText(file);
  return [
    ...(label === null ? [] : [{ label: 'label', text: label }]),
    { label: 'adapter', text: adapterText(file.environment) },
    { label: 'runtime', text: `${runtime.name} ${runtime.version}, ${runtime.platform}` },
    ...(toggles.length === 0 ? [] : [{ label: 'toggles', text: toggles.join(', ') }]),
    { label: 'clock', text: clockText(file) },
    { label: 'rounds', text: roundsText(file) },
    ...(judgedBy === null ? [] : [{ label: 'judged', text: judgedBy }]),
  ];
}

function adapterText(environment: Environment): string {
  const { adapter } = environment;
  const backend = backendName(environment);
  const maker = [adapter.vendor, adapter.architecture].filter(part => part !== '').join(' ');
  const { subgroupMinSize: min, subgroupMaxSize: max } = adapter;
  const subgroups =
    min === null || max === null ? '' : `, subgroups of ${min === max ? min : `${min} to ${max}`}`;
  const name = adapterName(adapter);
  return `${name}${maker === '' || maker === name ? '' : ` (${maker})`}${backend === null ? '' : `, ${backend}`}, ${adapter.class}${subgroups}`;
}

function clockText(file: ResultFile): string {
  const { timestampStepNs, timestampsQuantised, wallStepNs, agreement, overlaps } = file.environment.clock;
  const { wallAnswerNs } = file.environment.clock;
  const quantised = timestampsQuantised ? ' (quantised)' : '';
  const gpu =
    timestampStepNs === null
      ? 'no GPU timestamps'
      : `GPU timestamps tick every ${formatDuration(timestampStepNs)}${quantised}`;
  const agree =
    agreement === null
      ? ''
      : `; GPU ÷ wall ${formatInterval(agreement.ratio, agreement.low, agreement.high, formatNumber)}`;
  const answer =
    wallAnswerNs === undefined ? '' : `, an idle queue answers after ${formatDuration(wallAnswerNs)}`;
  return `${gpu}, wall clock every ${formatDuration(wallStepNs)}${answer}${agree}; ${OVERLAPS[overlaps]}`;
}

const OVERLAPS = {
  yes: 'independent dispatches overlap',
  no: 'dispatches do not overlap',
  unknown: 'overlap of dispatches unknown',
} as const;

function roundsText(file: ResultFile): string {
  const { plannedRounds, discardedRounds, seed } = file.session;
  const doubt = unsteadyText(file.session);
  return `${formatCount(plannedRounds)} planned, ${formatCount(discardedRounds)} discarded, seed ${seed}${doubt === null ? '' : `; UNSTEADY: ${doubt}`}`;
}

/** Null of a steady run. */
export function unsteadyText({ unsteady, discardedRounds }: SessionFacts): string | null {
  if (!unsteady) return null;
  const repeated =
    discardedRounds === 0
      ? 'none could be repeated'
      : `only ${formatCount(discardedRounds)} could be discarded and repeated`;
  return `more than a quarter of the rounds of a section drifted; ${repeated}, the others were kept`;
}

export function ceilingValue(ceiling: Ceiling, value: number): string {
  if (ceiling.unit === 'B/s') return formatBytesPerSecond(value);
  if (ceiling.unit === 'OP/s') return formatOperationsPerSecond(value);
  return ceiling.unit === 'FLOP/s' ? formatFlopsPerSecond(value) : formatDuration(value);
}

/** "12.3 GB/s (12.1–12.5)". */
export function ceilingText(ceiling: Ceiling): string {
  return formatInterval(ceiling.value, ceiling.low, ceiling.high, value => ceilingValue(ceiling, value));
}

const KIND_REMARKS: Readonly<Record<CeilingKind, string>> = {
  memory: 'limited by memory',
  mixed: 'limited by memory and instructions together',
  'instruction-limited': 'limited by instructions, not by memory',
  unknown: '',
};

export function ceilingRemark({ id, kind, passedBy }: Ceiling): string {
  if (passedBy !== undefined) return `no ceiling here: ${kernelOf(passedBy)} is faster`;
  return id === 'read' && kind === 'unknown' ? 'whether memory limits it is unknown' : KIND_REMARKS[kind];
}

/** The kernel that an address begins with. */
function kernelOf(address: string): string {
  return address.split('@', 1)[0]!;
}

/** "64 KiB 20.1 GB/s, 1 MiB 15.3 GB/s, …". */
export function curveText(ceiling: Ceiling): string {
  return ceiling.curve
    .map(point => `${formatMemory(point.workingSetBytes)} ${ceilingValue(ceiling, point.value)}`)
    .join(', ');
}

export function findingValue(finding: Finding): string {
  const { value, low, high, unit } = finding;
  if (value === null) return 'n/a';
  const format = UNIT_FORMATS.get(unit);
  if (format !== undefined) return formatInterval(value, low, high, format);
  return `${formatInterval(value, low, high, formatNumber)}${UNITLESS.has(unit) ? '' : ` ${unit}`}`;
}

/** What is divided by its like has no unit. */
const UNITLESS: ReadonlySet<string> = new Set(['', 'ratio']);

const UNIT_FORMATS: ReadonlyMap<string, (value: number) => string> = new Map([
  ['%', formatShare],
  ['share of inputs', formatShare],
  ['ns', formatDuration],
  ['B', value => formatSi(value, 'B')],
  ['GPUs', value => `${formatCount(value)} GPUs`],
  ['B/s', formatBytesPerSecond],
  ['FLOP/s', formatFlopsPerSecond],
]);

/** "crosses at density 12.3 % (10.1–14.0)", or why not. */
export function crossoverText(series: CrossoverSeries): string {
  const { crossing } = series;
  const place =
    crossing === null
      ? ''
      : `density ${formatInterval(crossing.value, crossing.low, crossing.high, formatShare)}`;
  if (series.status === 'crosses') return `crosses at ${place}`;
  return place === '' ? series.status : `${series.status}; ${place}`;
}

export function crossoverSubject(series: CrossoverSeries): string {
  return `${series.pattern} ${formatShape(series.rowCount, series.columnCount)}, ${series.kernelId}`;
}

/** Suites that compare kernels over densities when they have their time. */
const COMPARING: readonly string[] = ['density', 'quick'];

/** Why the deciding experiment has no figure. @param reason of its finding; undefined where there is none */
export function noDilutionText(reason: string | undefined): string {
  const why = reason?.replace(/^Not measured: /, '').replace(/\.$/, '') ?? 'it was not measured';
  return `No dilution: ${why}.`;
}

/** Why there is no crossover. @param session null where the run left no file */
export function noCrossoverText(session: Pick<SessionFacts, 'suite' | 'ended'> | null): string {
  const seen = 'No sparse kernel was compared with a dense one of the same shape at two densities or more';
  if (session?.ended !== 'complete') return `${seen} before the run ended.`;
  return COMPARING.includes(session.suite) ? `${seen}.` : `${seen}; the density and quick suites do that.`;
}

export function shareText(share: Share): string {
  if (share.value === null) return 'n/a';
  const text = formatInterval(share.value, share.low, share.high, formatShare);
  return (share.low ?? 0) > THRESHOLDS.e1NoCeilingShare ? `${text}: its probe is no ceiling` : text;
}
