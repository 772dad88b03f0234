import { type Likeness, type LikeRecords, likeRecords } from '../../analysis/compare/like-records.ts';
import { answerOf, hasAnswer } from '../../answer/answer.ts';
import { adapterName, clocksAgree } from '../../core/environment.ts';
import { formatInterval } from '../../core/interval.ts';
import { shortProblem } from '../../core/record/address.ts';
import type { Finding } from '../../core/record/finding.ts';
import type { OkRecord } from '../../core/record/record.ts';
import type { JudgedFile } from '../../core/record/result-file.ts';
import { formatCount, formatDuration, formatNumber } from '../../core/units.ts';
import { findingValue } from './overview.ts';

/** A run beside an earlier one that it repeats: what both measured in the same way, and why the rest is left out. */
export interface Repeated {
  readonly title: string;
  /** What both answer, or nothing. */
  readonly answers: readonly string[];
  readonly findings: readonly RepeatedRow[];
  readonly times: readonly RepeatedRow[];
  readonly notes: readonly string[];
}

/** Printed values with their intervals. */
export interface RepeatedRow {
  readonly subject: string;
  readonly here: string;
  readonly there: string;
  /** Of findings whether the intervals overlap; of times the ratio, there ÷ here. */
  readonly compared: string;
}

/** @param name of the file of the earlier run; both are judged by the rules of today */
export function repeatedRun(here: JudgedFile, there: JudgedFile, name: string): Repeated {
  const { adapter } = there.environment;
  const title = `Beside ${name}: ${adapterName(adapter)}, ${there.session.suite}, ${there.session.startedAt.slice(0, 10)}`;
  const [mine, other] = [here.environment.adapter.class, adapter.class];
  if (mine !== other) {
    const note = `Nothing is compared: this run is of ${mine}, that one of ${other}.`;
    return { title, answers: [], findings: [], times: [], notes: [note] };
  }
  const likeness = likeRecords(here.records, there.records);
  const hasTimes = clocksAgree(here.environment.clock) && clocksAgree(there.environment.clock);
  return {
    title,
    answers: answerLines(here, there),
    findings: findingRows(here, there, likeness),
    times: hasTimes ? likeness.alike.map(timeRow) : [],
    notes: notesOn({ here, there, likeness, hasTimes }),
  };
}

/** The same question asked: a suite weighs what it found by what else it measured. */
function answerLines(here: JudgedFile, there: JudgedFile): readonly string[] {
  if (!hasAnswer(here) || here.session.suite !== there.session.suite) return [];
  const [mine, other] = [answerOf(here), answerOf(there)];
  return [
    `Here: ${mine.headline} ${mine.certainty.text}`,
    `There: ${other.headline} ${other.certainty.text}`,
  ];
}

/** Both have a value, from the very same cases. */
function findingRows(here: JudgedFile, there: JudgedFile, likeness: Likeness): readonly RepeatedRow[] {
  const addressThere = new Map(likeness.alike.map(pair => [pair.here.address, pair.there.address]));
  return here.findings.flatMap(finding => {
    const other = there.findings.find(({ id }) => id === finding.id);
    if (other === undefined || finding.value === null || other.value === null) return [];
    const isAlike =
      finding.evidence.length > 0 &&
      finding.evidence.length === other.evidence.length &&
      finding.evidence.every(address => other.evidence.includes(addressThere.get(address) ?? ''));
    return isAlike ? [findingRow(finding, other)] : [];
  });
}

function findingRow(here: Finding, there: Finding): RepeatedRow {
  return {
    subject: `${here.id} ${here.title}`,
    here: findingValue(here),
    there: findingValue(there),
    compared: overlapText(here, there),
  };
}

/** An open end reaches as far as may be. */
function overlapText(a: Finding, b: Finding): string {
  const [lowA, highA] = [a.low ?? Number.NEGATIVE_INFINITY, a.high ?? Number.POSITIVE_INFINITY];
  const [lowB, highB] = [b.low ?? Number.NEGATIVE_INFINITY, b.high ?? Number.POSITIVE_INFINITY];
  return lowA <= highB && lowB <= highA ? 'the intervals overlap' : 'the intervals lie apart';
}

function timeRow({ here, there, ratio }: LikeRecords): RepeatedRow {
  return {
    subject: caseText(here),
    here: formatDuration(here.summary.medianNs),
    there: formatDuration(there.summary.medianNs),
    compared: ratio === null ? 'n/a' : formatInterval(ratio.value, ratio.low, ratio.high, formatNumber),
  };
}

/** "gemv/f16, dense 4096x4096, hot": what tells the cases of one command apart. */
function caseText({ case: c, timerId }: OkRecord): string {
  return [
    c.kernelId,
    shortProblem(c.problem),
    ...(c.cache === 'hot' ? ['hot'] : []),
    ...(c.memoryShare < 1 ? [`share ${c.memoryShare}`] : []),
    ...(timerId === 'wall' ? ['wall'] : []),
  ].join(', ');
}

interface Compared {
  readonly here: JudgedFile;
  readonly there: JudgedFile;
  readonly likeness: Likeness;
  readonly hasTimes: boolean;
}

function notesOn({ here, there, likeness: { alike, unlike }, hasTimes }: Compared): readonly string[] {
  const [mine, other] = [adapterName(here.environment.adapter), adapterName(there.environment.adapter)];
  const [suite, otherSuite] = [here.session.suite, there.session.suite];
  const isOtherSuite = hasAnswer(here) && hasAnswer(there) && suite !== otherSuite;
  return [
    ...(mine === other ? [] : [`Another device: ${mine} here, ${other} there.`]),
    ...(isOtherSuite ? [`The answers are not compared: of ${suite} here, of ${otherSuite} there.`] : []),
    ...(hasTimes ? [] : ['Times are not compared: the clocks of a run disagree.']),
    ...(hasTimes && alike.length > 0 ? [NOT_PAIRED] : []),
    ...[...unlike].map(([reason, count]) => {
      return `Not compared: ${formatCount(count)} ${count === 1 ? 'case' : 'cases'}, ${reason}.`;
    }),
  ];
}

const NOT_PAIRED =
  'Ratios of medians of two runs, not paired: what changed between them is not in their intervals.';
