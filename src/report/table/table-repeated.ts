import type { Repeated, RepeatedRow } from '../rows/repeated.ts';
import { alignColumns, REPORT_WIDTH, wrap } from './text.ts';

/** A run beside an earlier one, for a terminal: lines of at most 80 columns, paragraphs parted by an empty one. */
export function repeatedLines({ title, answers, findings, times, notes }: Repeated): readonly string[] {
  const paragraphs = [
    wrap(title, REPORT_WIDTH, '  '),
    answers.flatMap(line => wrap(line, REPORT_WIDTH, '  ')),
    findings.flatMap(findingLines),
    timeTable(times),
    notes.flatMap(note => wrap(note, REPORT_WIDTH, '  ')),
  ].filter(lines => lines.length > 0);
  return paragraphs.flatMap((lines, index) => (index === 0 ? lines : ['', ...lines]));
}

function findingLines({ subject, here, there, compared }: RepeatedRow): readonly string[] {
  return wrap(`${subject}: ${here} here, ${there} there; ${compared}.`, REPORT_WIDTH, '  ');
}

function timeTable(rows: readonly RepeatedRow[]): readonly string[] {
  if (rows.length === 0) return [];
  return alignColumns(
    [
      { header: 'time', align: 'left', flexible: true },
      { header: 'here', align: 'right' },
      { header: 'there', align: 'right' },
      { header: 'there ÷ here', align: 'right' },
    ],
    rows.map(row => [row.subject, row.here, row.there, row.compared]),
    REPORT_WIDTH,
  );
}
