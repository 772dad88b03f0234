import type { FindingStatus } from '../core/finding.ts';
import type { ResultFile } from '../core/result-file.ts';
import { durationColumn, formatNumber, formatShare, siColumn } from '../core/units.ts';
import {
  type CaseGroup,
  type CaseRow,
  failedRecords,
  kernelLabel,
  mainGroups,
  otherGroups,
  skippedRecords,
} from './case-rows.ts';
import { type Painter, plain, type Tone } from './colour.ts';
import { distinctMarks, marksOf } from './flags.ts';
import { MACHINE_COLUMNS, machineBlocks } from './machines.ts';
import {
  ceilingRemark,
  ceilingText,
  crossoverSubject,
  crossoverText,
  curveText,
  environmentFacts,
  findingValue,
  headline,
  SOFTWARE_WARNING,
  shareText,
} from './overview.ts';
import { alignColumns, type Column, labelled, wrap } from './text.ts';

export const REPORT_WIDTH = 80;

export interface TableOptions {
  readonly width?: number;
  readonly paint?: Painter;
}

interface Page {
  readonly width: number;
  readonly paint: Painter;
}

/** The report for a terminal: plain text, no line wider than `width` (80). Several files: side by side, then each. */
export function toTable(files: ResultFile | readonly ResultFile[], options: TableOptions = {}): string {
  const page: Page = { width: options.width ?? REPORT_WIDTH, paint: options.paint ?? plain };
  const all = Array.isArray(files) ? (files as readonly ResultFile[]) : [files as ResultFile];
  const parts = all.map(file => oneReport(file, page));
  if (all.length > 1) parts.unshift(machineTables(all, page));
  return `${parts.join(`\n\n${'─'.repeat(page.width)}\n\n`)}\n`;
}

function oneReport(file: ResultFile, page: Page): string {
  return [
    header(file, page),
    ceilings(file, page),
    ...mainGroups(file).map(group => caseTable(group, page)),
    footnotes(file, page),
    crossovers(file, page),
    findings(file, page),
    unmeasured(file, page),
    verdict(file, page),
  ]
    .filter(lines => lines.length > 0)
    .map(lines => lines.join('\n'))
    .join('\n\n');
}

function header(file: ResultFile, page: Page): string[] {
  const facts = environmentFacts(file).flatMap(({ label, text }) => labelled(label, text, 10, page.width));
  const title = wrap(headline(file), page.width, '  ').map(line => page.paint('heading', line));
  const warning =
    file.environment.adapter.class === 'software' ? [page.paint('warning', SOFTWARE_WARNING)] : [];
  return [...title, ...facts, ...warning];
}

function ceilings(file: ResultFile, page: Page): string[] {
  if (file.ceilings.length === 0) return [];
  const lines = file.ceilings.flatMap(ceiling => {
    const remark = ceilingRemark(ceiling);
    const own = labelled(
      `  ${ceiling.id}`,
      `${ceilingText(ceiling)}${remark && `, ${remark}`}`,
      12,
      page.width,
    );
    const curve = curveText(ceiling);
    return ceiling.curve.length < 2
      ? own
      : [...own, ...labelled('', `by working set: ${curve}`, 12, page.width)];
  });
  return [page.paint('heading', 'Ceilings, measured in the same run [95 % interval]'), ...lines];
}

function caseTable(group: CaseGroup, page: Page): string[] {
  const time = durationColumn(group.rows.map(row => row.record.summary.medianNs));
  const flops = siColumn(group.rows.map(row => row.flopsPerSecond ?? 0));
  const bytes = siColumn(group.rows.map(row => row.bytesPerSecond ?? 0));
  const columns: Column[] = [
    { header: '  kernel', align: 'left', flexible: true },
    { header: 'density', align: 'right' },
    { header: time.unit, align: 'right' },
    { header: '± %', align: 'right' },
    { header: `${flops.prefix}FLOP/s`, align: 'right' },
    { header: `${bytes.prefix}B/s`, align: 'right' },
    { header: 'of read', align: 'right' },
    { header: 'check', align: 'left' },
  ];
  const rows = group.rows.map(row => [
    `  ${kernelLabel(row.record)}`,
    formatShare(row.record.problem.density),
    row.resolved ? formatNumber(row.record.summary.medianNs / time.divisor) : 'n/a',
    number(row.halfWidthRatio, 100, 2),
    number(row.flopsPerSecond, 1 / flops.divisor),
    number(row.bytesPerSecond, 1 / bytes.divisor),
    row.readFraction === null ? 'n/a' : formatShare(row.readFraction),
    checkMark(row),
  ]);
  const [head = '', ...body] = alignColumns(columns, rows, page.width);
  const title = wrap(group.title, page.width, '  ').map(line => page.paint('heading', line));
  return [...title, page.paint('quiet', head), ...body];
}

function number(value: number | null, factor: number, digits = 3): string {
  return value === null ? 'n/a' : formatNumber(value * factor, digits);
}

/** Every timed row was checked: no check, no timing. */
function checkMark(row: CaseRow): string {
  const letters = marksOf(row.record).map(mark => mark.letter);
  return ['✓', ...letters].join(' ');
}

function footnotes(file: ResultFile, page: Page): string[] {
  const groups = mainGroups(file);
  if (groups.length === 0) return [];
  const marks = distinctMarks(groups.flatMap(group => group.rows.map(row => row.record)));
  const hidden = otherGroups(file).reduce((sum, group) => sum + group.rows.length, 0);
  return [
    ...wrap('✓ output checked against an f64 reference before and after timing', page.width, '  '),
    ...marks.flatMap(mark => wrap(`${mark.letter} ${mark.meaning}`, page.width, '  ')),
    ...(hidden === 0
      ? []
      : wrap(
          `${hidden} probes, diluted and wall-clock twins are in the file: --format csv lists them`,
          page.width,
        )),
  ];
}

function crossovers(file: ResultFile, page: Page): string[] {
  if (file.crossovers.length === 0) return [];
  const lines = file.crossovers.flatMap(series =>
    wrap(
      `  ${crossoverSubject(series)}: ${crossoverText(series)}; equal bytes at ${formatShare(series.byteModelDensity)}`,
      page.width,
      '    ',
    ),
  );
  return [page.paint('heading', 'Density at which CSR takes as long as dense'), ...lines];
}

const STATUS_TONES: Readonly<Record<FindingStatus, Tone>> = {
  supported: 'good',
  refuted: 'bad',
  undecided: 'warning',
};

function findings(file: ResultFile, page: Page): string[] {
  if (file.findings.length === 0) return [];
  const lines = file.findings.flatMap(finding => {
    const text = `${finding.title}: ${findingValue(finding)}. ${finding.reason}`;
    const [first = '', ...rest] = wrap(`  ${finding.id} ${finding.status}: ${text}`, page.width, '    ');
    return [first.replace(finding.status, page.paint(STATUS_TONES[finding.status], finding.status)), ...rest];
  });
  return [page.paint('heading', 'Findings'), ...lines];
}

function unmeasured(file: ResultFile, page: Page): string[] {
  const list = (title: string, tone: Tone, items: readonly string[]): string[] =>
    items.length === 0
      ? []
      : [
          page.paint(tone, `${title} (${items.length})`),
          ...items.flatMap(item => wrap(`  ${item}`, page.width, '    ')),
        ];
  return [
    ...list(
      'Failed',
      'bad',
      failedRecords(file).map(record => `${record.address}: ${record.stage}: ${record.message}`),
    ),
    ...list(
      'Skipped',
      'heading',
      skippedRecords(file).map(record => `${record.address}: ${record.reason}`),
    ),
  ];
}

function verdict(file: ResultFile, page: Page): string[] {
  const { sentence, reason, shares, judged } = file.verdict;
  const resources = [
    `bandwidth ${shareText(shares.bandwidth)}`,
    `arithmetic ${shareText(shares.compute)}`,
    `dispatch ${shareText(shares.dispatch)}`,
  ];
  return [
    page.paint('heading', 'Verdict'),
    ...wrap(sentence, page.width).map(line => page.paint('strong', line)),
    ...wrap(reason, page.width),
    ...(judged === null
      ? []
      : wrap(`Shares of the time of ${judged}: ${resources.join(', ')}`, page.width, '  ')),
  ];
}

/** Runtime and dispatch cost do not fit beside the rest; the other formats have them. */
const CONSOLE_MACHINE_COLUMNS = MACHINE_COLUMNS.filter(
  column => column.header !== 'runtime' && column.header !== 'dispatch',
);

function machineTables(files: readonly ResultFile[], page: Page): string {
  const columns = CONSOLE_MACHINE_COLUMNS.map(
    ({ header, numeric }): Column => ({
      header,
      align: numeric ? 'right' : 'left',
      flexible: header === 'machine',
    }),
  );
  return machineBlocks(files)
    .map(({ title, rows }) => {
      const cells = rows.map(row => CONSOLE_MACHINE_COLUMNS.map(column => column.cell(row)));
      return [page.paint('heading', title), ...alignColumns(columns, cells, page.width)].join('\n');
    })
    .join('\n\n');
}
