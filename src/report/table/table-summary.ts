import { answerOf, hasAnswer } from '../../answer/answer.ts';
import { adapterName, clockWarnings, warningsOf } from '../../core/environment.ts';
import type { JudgedFile } from '../../core/record/result-file.ts';
import { formatShape } from '../../core/units.ts';
import { failureText, mainGroups, otherGroups } from '../rows/case-rows.ts';
import { disagreements } from '../rows/disagreement.ts';
import { topCrossovers } from '../rows/highlights.ts';
import { MATRIX_SUMMARY_NOTE } from '../rows/matrix-rows.ts';
import { crossoverText } from '../rows/overview.ts';
import { sidesBySide } from '../rows/side-by-side.ts';
import { outcomeText } from '../rows/survey.ts';
import { type Painter, plain, type Tone } from './colour.ts';
import { cardLines } from './table-card.ts';
import { caseTable, footnotes } from './table-cases.ts';
import { decodeTable } from './table-decode.ts';
import { machineTables } from './table-machines.ts';
import { matrixSummaryTable } from './table-matrices.ts';
import { raceTables } from './table-race.ts';
import { sideTable } from './table-side-by-side.ts';
import { topKernelTable } from './table-top-kernels.ts';
import { skippedLines } from './table-unmeasured.ts';
import { alignColumns, type Column, firstLines, joined, REPORT_WIDTH, wrap } from './text.ts';

/** Of a summary, what is printed under it included: a screen of a terminal with a prompt. */
export const SUMMARY_LINES = 30;

export interface SummaryOptions {
  readonly paint?: Painter;
  /** That will stand under it: where files lie. */
  readonly linesBelow?: number;
}

/** Not to be broken. */
const WHOLE = 'report FILE --full'.replaceAll(' ', '\u00a0');
/** Of what stands before the card, for each fault at most. */
const FAULT_LINES = 2;
/** Of two runs side by side. */
const SIDE_ROWS = 12;

/**
 * What a run says, on one screen: what is wrong with it, the card, the fastest kernels, the crossovers. Of several: side by
 * side, then the card of each.
 */
export function toSummary(
  files: JudgedFile | readonly JudgedFile[],
  { paint = plain, linesBelow = 0 }: SummaryOptions = {},
): string {
  const all = Array.isArray(files) ? (files as readonly JudgedFile[]) : [files as JudgedFile];
  const [first, ...others] = all;
  if (first === undefined) return '';
  return others.length === 0
    ? `${joined(oneSummary(first, SUMMARY_LINES - linesBelow, paint))}\n`
    : `${joined(comparison(all, paint))}\n`;
}

type Section = readonly string[];

function comparison(files: readonly JudgedFile[], paint: Painter): readonly Section[] {
  return [
    fewLines(disagreements(files), 'bad', paint),
    [machineTables(files, paint)],
    ...sidesBySide(files).map(runs => [
      sideTable({ ...runs, times: runs.times.slice(0, SIDE_ROWS), note: sideNote(runs.times.length) }, paint),
    ]),
    ...files.map(file => [
      ...wrap(originText(file), REPORT_WIDTH, '  ').map(line => paint('heading', line)),
      ...(file.verdict.judged === null ? [] : cardLines(answerOf(file), paint)),
    ]),
    ['--full prints all of it.'],
  ];
}

function sideNote(count: number): string {
  const rest = count > SIDE_ROWS ? `The first ${SIDE_ROWS} of ${count} rows. ` : '';
  return `${rest}Ratios of medians of two runs, not paired.`;
}

function oneSummary(file: JudgedFile, room: number, paint: Painter): readonly Section[] {
  const origin = wrap(`${originText(file)}. ${WHOLE} prints all of it.`, REPORT_WIDTH);
  const failure = failureText(file);
  const faults = fewLines([...disagreements([file]), ...(failure === null ? [] : [failure])], 'bad', paint);
  const opening = [...faults, ...openingLines(file, paint)];
  const left = room - opening.length - origin.length - 2;
  return [opening, fitted(partsOf(file, paint), left), origin.map(line => paint('quiet', line))];
}

/** Of cases that were asked for one by one there is no answer. */
function openingLines(file: JudgedFile, paint: Painter): Section {
  const { environment } = file;
  const answered = hasAnswer(file);
  const warnings = answered ? clockWarnings(environment.clock) : warningsOf(environment);
  return [...fewLines(warnings, 'warning', paint), ...(answered ? cardLines(answerOf(file), paint) : [])];
}

function originText(file: JudgedFile): string {
  const { environment, session } = file;
  const { adapter, label } = environment;
  const minute = `${session.startedAt.slice(0, 10)} ${session.startedAt.slice(11, 16)} UTC`;
  const name = label === null ? adapterName(adapter) : `${adapterName(adapter)} (${label})`;
  return [name, session.suite, minute, outcomeText(file)].join(' · ');
}

function fewLines(texts: readonly string[], tone: Tone, paint: Painter): Section {
  return texts.flatMap(text => firstLines(text, FAULT_LINES, REPORT_WIDTH).map(line => paint(tone, line)));
}

/** Lines under a head that stands above as many of them as there is room for. */
interface Part {
  head(shown: number): Section;
  readonly rows: Section;
  /** Under them. */
  readonly foot?: Section;
}

function partsOf(file: JudgedFile, paint: Painter): readonly Part[] {
  if (!hasAnswer(file)) {
    const groups = [...mainGroups(file), ...otherGroups(file)];
    const tables = groups.flatMap(group => caseTable(group, paint));
    return [listed([...tables, ...footnotes(file, groups)]), listed(skippedLines(file, paint))];
  }
  const races = raceTables(file, paint, 'card');
  if (races.length > 0) return [listed(races.flat())];
  const [head = '', ...kernels] = topKernelTable(file);
  const [matrixHead = '', ...matrices] = matrixSummaryTable(file);
  if (kernels.length + matrices.length === 0) return [listed(skippedLines(file, paint))];
  return [
    {
      head: shown => [paint('heading', countedHead(matrixHead, shown, matrices.length))],
      rows: matrices,
      foot: [paint('quiet', MATRIX_SUMMARY_NOTE)],
    },
    { head: () => [paint('heading', head)], rows: kernels },
    crossoverPart(file, paint),
    listed(decodeTable(file, paint)),
  ];
}

/** Of columns; the first tells how many rows there are, where not all are shown. */
function countedHead(head: string, shown: number, count: number): string {
  const [name = ''] = /^\S+ \S+/.exec(head) ?? [];
  return shown < count ? `${shown} of ${count}`.padEnd(name.length) + head.slice(name.length) : head;
}

function crossoverPart(file: JudgedFile, paint: Painter): Part {
  const top = topCrossovers(file.crossovers);
  const cells = top.map(series => [
    `  ${series.pattern} ${formatShape(series.rowCount, series.columnCount)}`,
    series.kernelId,
    crossoverText(series),
  ]);
  const [, ...rows] = alignColumns(CROSSOVER_COLUMNS, cells, REPORT_WIDTH);
  const title = 'Density at which a sparse product takes as long as a dense one';
  return {
    head: shown => [paint('heading', shown < rows.length ? `${title}, ${shown} of ${rows.length}` : title)],
    rows,
  };
}

const CROSSOVER_COLUMNS: readonly Column[] = [
  { header: '', align: 'left', flexible: true },
  { header: '', align: 'left' },
  { header: '', align: 'left' },
];

function listed(lines: Section): Part {
  return { head: () => [], rows: lines };
}

/** Rows are given out in turns, so that a long part leaves the others some. */
function fitted(all: readonly Part[], room: number): Section {
  const parts = all.filter(({ rows }) => rows.length > 0);
  const shown = parts.map(() => 0);
  let left = room - parts.reduce((sum, { head, foot = [] }) => sum + head(0).length + foot.length, 0);
  while (left > 0 && parts.some(({ rows }, index) => shown[index]! < rows.length)) {
    parts.forEach(({ rows }, index) => {
      if (left <= 0 || shown[index]! >= rows.length) return;
      shown[index]!++;
      left--;
    });
  }
  return parts.flatMap(({ head, rows, foot = [] }, index) => {
    const count = shown[index]!;
    return count === 0 ? [] : [...head(count), ...rows.slice(0, count), ...foot];
  });
}
