import { sweptCrossovers } from '../../analysis/crossover/swept.ts';
import { answerOf, hasAnswer } from '../../answer/answer.ts';
import { standingOf } from '../../charts/standing.ts';
import { RACE_SUITE } from '../../core/asked-suites.ts';
import { clockWarnings, warningsOf } from '../../core/environment.ts';
import type { JudgedFile, ResultFile } from '../../core/record/result-file.ts';
import { formatShare } from '../../core/units.ts';
import { failureText, mainGroups, otherGroups } from '../rows/case-rows.ts';
import { claimRows, experimentsOf } from '../rows/claims.ts';
import { DECODE_COLUMNS, decodeRows } from '../rows/decode-rows.ts';
import { disagreements } from '../rows/disagreement.ts';
import { MACHINE_COLUMNS, machineBlocks } from '../rows/machines.ts';
import {
  ceilingRemark,
  ceilingText,
  crossoverSubject,
  crossoverText,
  environmentFacts,
  findingValue,
  headline,
  shareText,
} from '../rows/overview.ts';
import { RACE_NOTE, type RaceContext, raceBlocks } from '../rows/race-rows.ts';
import { clockMark } from '../rows/remarks.ts';
import { type SideRow, sidesBySide } from '../rows/side-by-side.ts';
import { cardSection } from './markdown-card.ts';
import { caseSection, unmeasuredSections } from './markdown-cases.ts';
import { matrixSections } from './markdown-matrices.ts';
import { code, escaped, mdTable } from './markdown-text.ts';

/** GitHub-flavoured Markdown, complete: every timed case stands in a table. Several files: side by side, then each. */
export function toMarkdown(files: JudgedFile | readonly JudgedFile[]): string {
  const all = Array.isArray(files) ? (files as readonly JudgedFile[]) : [files as JudgedFile];
  const parts = all.map(oneReport);
  if (all.length > 1) {
    parts.unshift(joined([disagreementSection(all), machineSection(all), ...sideBySideSections(all)]));
  }
  return `${parts.join('\n\n---\n\n')}\n`;
}

/** Of a race: which is faster, and what could not be measured. */
export function toRaceMarkdown(file: ResultFile): string {
  const parts = [
    title(file),
    warned(warningsOf(file.environment)),
    environmentSection(file),
    raceSection(file, 'no card'),
    ...unmeasuredSections(file),
  ];
  return `${joined(parts)}\n`;
}

function oneReport(file: JudgedFile): string {
  return joined([
    disagreementSection([file]),
    title(file),
    openingSection(file),
    file.session.suite === RACE_SUITE ? '' : verdictSection(file),
    environmentSection(file),
    raceSection(file, 'card'),
    ceilingSection(file),
    ...matrixSections(file),
    crossoverSection(file),
    decodeSection(file),
    findingSection(file),
    claimSection(file),
    ...mainGroups(file).map(group => caseSection(`## ${escaped(group.title)}`, group.rows)),
    ...otherGroups(file).map(group => caseSection(`## ${escaped(group.title)}`, group.rows)),
    ...unmeasuredSections(file),
  ]);
}

function disagreementSection(files: readonly JudgedFile[]): string {
  return disagreements(files)
    .map(text => `**${escaped(text)}**`)
    .join('\n\n');
}

function joined(parts: readonly string[]): string {
  return parts.filter(part => part !== '').join('\n\n');
}

function warned(warnings: readonly string[]): string {
  return joined(warnings.map(warning => `**${escaped(warning)}**`));
}

function title(file: ResultFile): string {
  return `# Ridgepoint: ${escaped(headline(file))}`;
}

/** What failed, what is wrong with the clocks, and the card; of cases that were asked for one by one what must be said first. */
function openingSection(file: JudgedFile): string {
  const { environment } = file;
  const failure = failureText(file);
  const failed = warned(failure === null ? [] : [failure]);
  if (!hasAnswer(file)) return joined([failed, warned(warningsOf(environment))]);
  return joined([failed, warned(clockWarnings(environment.clock)), cardSection(answerOf(file))]);
}

function verdictSection(file: ResultFile): string {
  const { sentence, reason, shares, judged } = file.verdict;
  const table = mdTable(
    ['share of the time', 'value (95 % interval)'],
    [
      ['bandwidth', shareText(shares.bandwidth)],
      ['arithmetic', shareText(shares.compute)],
      ['dispatch', shareText(shares.dispatch)],
    ].map(row => row.map(escaped)),
  );
  const judgedLine = judged === null ? [] : [`Judged on ${code(judged)}`];
  return [`**${escaped(sentence)}**`, escaped(reason), table, ...judgedLine].join('\n\n');
}

function environmentSection(file: JudgedFile): string {
  return environmentFacts(file)
    .map(({ label, text }) => `- ${label}: ${escaped(text)}`)
    .join('\n');
}

function ceilingSection(file: ResultFile): string {
  if (file.ceilings.length === 0) return '';
  const rows = file.ceilings.map(ceiling =>
    [ceiling.id, ceilingText(ceiling), ceilingRemark(ceiling)].map(escaped),
  );
  return `## Ceilings${clockMark(file.environment.clock)}\n\n${mdTable(['ceiling', 'value (95 % interval)', 'remark'], rows)}`;
}

function crossoverSection(file: ResultFile): string {
  const swept = sweptCrossovers(file.crossovers);
  if (swept.length === 0) return '';
  const rows = swept.map(series =>
    [
      crossoverSubject(series),
      crossoverText(series),
      formatShare(series.byteModelDensity),
      series.reason,
    ].map(escaped),
  );
  return `## Density crossover\n\n${mdTable(['pattern, kernel', 'crossing', 'equal bytes at', 'reason'], rows)}`;
}

function decodeSection(file: ResultFile): string {
  const rows = decodeRows(file);
  if (rows.length === 0) return '';
  const headers = [...DECODE_COLUMNS.map(column => column.header), 'remark'];
  const cells = rows.map(row => [...DECODE_COLUMNS.map(column => column.cell(row)), row.remark].map(escaped));
  return `## Decode step${clockMark(file.environment.clock)}\n\n${mdTable(headers, cells, 1)}`;
}

function findingSection(file: ResultFile): string {
  const experiments = experimentsOf(file);
  if (experiments.length === 0) return '';
  const rows = experiments.map(finding =>
    [finding.id, finding.title, standingOf(finding), findingValue(finding), finding.reason].map(escaped),
  );
  return `## Findings\n\n${mdTable(['id', 'experiment', 'status', 'value', 'reason'], rows)}`;
}

function claimSection(file: ResultFile): string {
  const rows = claimRows(file).map(({ finding, claim, source }) =>
    [finding.id, `${claim} (${source})`, finding.status, findingValue(finding), finding.reason].map(escaped),
  );
  if (rows.length === 0) return '';
  return `## Claims\n\n${mdTable(['id', 'claim', 'status', 'measured', 'reason'], rows)}`;
}

function raceSection(file: ResultFile, context: RaceContext): string {
  const blocks = raceBlocks(file, context).map(({ title: heading, rows, sentence, picking }) => {
    const cells = rows.map(({ kernel, format, time }) => [kernel, format, time].map(escaped));
    const table = mdTable(['kernel', 'format', 'time (95 % interval)'], cells);
    const said = sentence === '' ? '' : `**${escaped(sentence)}**`;
    return joined([`## ${escaped(heading)}`, said, table, escaped(picking)]);
  });
  return blocks.length === 0 ? '' : joined([...blocks, escaped(RACE_NOTE)]);
}

function machineSection(files: readonly ResultFile[]): string {
  const headers = MACHINE_COLUMNS.map(column => column.header);
  return machineBlocks(files)
    .map(({ title, rows }) => {
      const cells = rows.map(row => MACHINE_COLUMNS.map(column => escaped(column.cell(row))));
      return `# ${title}\n\n${mdTable(headers, cells)}`;
    })
    .join('\n\n');
}

function sideBySideSections(files: readonly ResultFile[]): readonly string[] {
  return sidesBySide(files).map(({ title, names: [a, b, ratio], overheads, times, note }) => {
    const cells = ({ subject, a: left, b: right, ratio: both }: SideRow) =>
      [subject, left, right, both].map(escaped);
    const overheadRows = overheads.map(row => cells(row).slice(0, -1));
    const overheadTable =
      overheadRows.length === 0 ? [] : [mdTable(['overhead', a, b].map(escaped), overheadRows)];
    const timeTable = mdTable(['time', a, b, ratio].map(escaped), times.map(cells), 1);
    return [`## ${escaped(title)}`, ...overheadTable, timeTable, escaped(note)].join('\n\n');
  });
}
