import { sweptCrossovers } from '../../analysis/crossover/swept.ts';
import { answerOf } from '../../answer/answer.ts';
import { type Standing, standingOf } from '../../charts/standing.ts';
import { CASES_SUITE } from '../../core/asked-suites.ts';
import { clockWarnings, warningsOf } from '../../core/environment.ts';
import type { JudgedFile, ResultFile } from '../../core/record/result-file.ts';
import { formatShare } from '../../core/units.ts';
import { mainGroups, otherGroups } from '../rows/case-rows.ts';
import { claimRows, experimentsOf } from '../rows/claims.ts';
import { disagreements } from '../rows/disagreement.ts';
import {
  ceilingRemark,
  ceilingText,
  crossoverSubject,
  crossoverText,
  curveText,
  environmentFacts,
  findingValue,
  headline,
  shareText,
} from '../rows/overview.ts';
import { clockMark } from '../rows/remarks.ts';
import { type Painter, plain, type Tone } from './colour.ts';
import { cardLines } from './table-card.ts';
import { caseTable, footnotes } from './table-cases.ts';
import { decodeTable } from './table-decode.ts';
import { machineTables } from './table-machines.ts';
import { matrixTables } from './table-matrices.ts';
import { raceTables } from './table-race.ts';
import { sideBySideTables } from './table-side-by-side.ts';
import { failedLines, skippedLines } from './table-unmeasured.ts';
import { joined, labelled, REPORT_WIDTH, wrap } from './text.ts';

export interface TableOptions {
  readonly paint?: Painter;
}

/** The whole report for a terminal: plain text, no line wider than 80 columns. Several files: side by side, then each. */
export function toTable(files: JudgedFile | readonly JudgedFile[], options: TableOptions = {}): string {
  const paint = options.paint ?? plain;
  const all = Array.isArray(files) ? (files as readonly JudgedFile[]) : [files as JudgedFile];
  const parts = all.map(file => oneReport(file, paint));
  if (all.length > 1) {
    const head = disagreementLines(all, paint).join('\n');
    const sections = [head, machineTables(all, paint), ...sideBySideTables(all, paint)];
    parts.unshift(sections.filter(section => section !== '').join('\n\n'));
  }
  return `${parts.join(`\n\n${'─'.repeat(REPORT_WIDTH)}\n\n`)}\n`;
}

/** Of a race: which is faster, and what could not be measured. */
export function toRaceTable(file: ResultFile, { paint = plain }: TableOptions = {}): string {
  const parts = [
    header(file, paint),
    ...raceTables(file, paint, 'no card'),
    failedLines(file, paint),
    skippedLines(file, paint),
  ];
  return `${joined(parts)}\n`;
}

/** Of cases that were asked for one by one: all of them, probes too, and no conclusion, for which they are too few. */
function casesReport(file: JudgedFile, paint: Painter): string {
  const groups = [...mainGroups(file), ...otherGroups(file)];
  return joined([
    disagreementLines([file], paint),
    header(file, paint),
    ...groups.map(group => caseTable(group, paint)),
    footnotes(file, groups),
    failedLines(file, paint),
    skippedLines(file, paint),
  ]);
}

function oneReport(file: JudgedFile, paint: Painter): string {
  if (file.session.suite === CASES_SUITE) return casesReport(file, paint);
  return joined([
    disagreementLines([file], paint),
    warned(clockWarnings(file.environment.clock), paint),
    cardLines(answerOf(file), paint),
    headerFacts(file, paint),
    ...raceTables(file, paint, 'card'),
    ceilings(file, paint),
    ...mainGroups(file).map(group => caseTable(group, paint)),
    footnotes(file),
    ...matrixTables(file, paint),
    crossovers(file, paint),
    decodeTable(file, paint),
    findings(file, paint),
    claims(file, paint),
    failedLines(file, paint),
    skippedLines(file, paint),
    verdict(file, paint),
  ]);
}

function disagreementLines(files: readonly JudgedFile[], paint: Painter): string[] {
  return disagreements(files).flatMap(text => wrap(text, REPORT_WIDTH).map(line => paint('bad', line)));
}

function header(file: JudgedFile, paint: Painter): string[] {
  return [...headerFacts(file, paint), ...warned(warningsOf(file.environment), paint)];
}

function warned(warnings: readonly string[], paint: Painter): string[] {
  return warnings.flatMap(warning => wrap(warning, REPORT_WIDTH)).map(line => paint('warning', line));
}

/** Where the card above has said what must be said first. */
function headerFacts(file: JudgedFile, paint: Painter): string[] {
  const facts = environmentFacts(file).flatMap(({ label, text }) => labelled(label, text, 10, REPORT_WIDTH));
  const title = wrap(headline(file), REPORT_WIDTH, '  ').map(line => paint('heading', line));
  return [...title, ...facts];
}

function ceilings(file: ResultFile, paint: Painter): string[] {
  if (file.ceilings.length === 0) return [];
  const lines = file.ceilings.flatMap(ceiling => {
    const remark = ceilingRemark(ceiling);
    const own = labelled(
      `  ${ceiling.id}`,
      `${ceilingText(ceiling)}${remark && `, ${remark}`}`,
      12,
      REPORT_WIDTH,
    );
    const curve = curveText(ceiling);
    return ceiling.curve.length < 2
      ? own
      : [...own, ...labelled('', `by working set: ${curve}`, 12, REPORT_WIDTH)];
  });
  const heading = `Ceilings, measured in the same run (95 % interval)${clockMark(file.environment.clock)}`;
  return [paint('heading', heading), ...lines];
}

function crossovers(file: ResultFile, paint: Painter): string[] {
  const swept = sweptCrossovers(file.crossovers);
  if (swept.length === 0) return [];
  const lines = swept.flatMap(series =>
    wrap(
      `  ${crossoverSubject(series)}: ${crossoverText(series)}; equal bytes at ${formatShare(series.byteModelDensity)}`,
      REPORT_WIDTH,
      '    ',
    ),
  );
  return [paint('heading', 'Density at which a sparse product takes as long as a dense one'), ...lines];
}

const STANDING_TONES: Readonly<Record<Standing, Tone>> = {
  supported: 'good',
  refuted: 'bad',
  undecided: 'warning',
  reported: 'quiet',
};

function findings(file: ResultFile, paint: Painter): string[] {
  const experiments = experimentsOf(file);
  if (experiments.length === 0) return [];
  const lines = experiments.flatMap(finding => {
    const standing = standingOf(finding);
    const value = finding.value === null ? '' : `${findingValue(finding)}. `;
    const text = `${finding.title}: ${value}${finding.reason}`;
    const [first = '', ...rest] = wrap(`  ${finding.id} ${standing}: ${text}`, REPORT_WIDTH, '    ');
    return [first.replace(standing, paint(STANDING_TONES[standing], standing)), ...rest];
  });
  return [paint('heading', 'Findings'), ...lines];
}

function claims(file: ResultFile, paint: Painter): string[] {
  const lines = claimRows(file).flatMap(({ finding, claim, source }) => {
    const first = wrap(`  ${finding.id} ${finding.status}: ${claim} (${source})`, REPORT_WIDTH, '    ');
    const measured = wrap(`    ${findingValue(finding)}. ${finding.reason}`, REPORT_WIDTH, '    ');
    const [head = '', ...rest] = first;
    return [
      head.replace(finding.status, paint(STANDING_TONES[finding.status], finding.status)),
      ...rest,
      ...measured,
    ];
  });
  return lines.length === 0 ? [] : [paint('heading', 'What it says of the claims'), ...lines];
}

function verdict(file: ResultFile, paint: Painter): string[] {
  const { sentence, reason, shares, judged } = file.verdict;
  const resources = [
    `bandwidth ${shareText(shares.bandwidth)}`,
    `arithmetic ${shareText(shares.compute)}`,
    `dispatch ${shareText(shares.dispatch)}`,
  ];
  return [
    paint('heading', 'Verdict'),
    ...wrap(sentence, REPORT_WIDTH).map(line => paint('strong', line)),
    ...wrap(reason, REPORT_WIDTH),
    ...(judged === null
      ? []
      : wrap(`Shares of the time of ${judged}: ${resources.join(', ')}`, REPORT_WIDTH, '  ')),
  ];
}
