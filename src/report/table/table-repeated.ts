import type { Repeated, RepeatedRow } from '../rows/repeated.ts';
import { alignColumns, REPORT_WIDTH, wrap } from './text.ts';

/** A run beside an earlier one, for a terminal: lines of at most 80 columns, paragraphs parted by an empty one. */
export function repeatedLines({ title, answers, findings, times, notes }: Repeated): readonly string[] {
  const paragraphs = [
    wrap(title, REPORT_WIDTH, '  '),
    answers.flatMap(line => wrap(line, REPORT_WIDTH, '  ')),
    tableOf(findings, 'finding', 'intervals'),
    tableOf(times, 'time', 'there ÷ here'),
    notes.flatMap(note => wrap(note, REPORT_WIDTH, '  ')),
  ].filter(lines => lines.length > 0);
  return paragraphs.flatMap((lines, index) => (index === 0 ? lines : ['', ...lines]));
}

function tableOf(rows: readonly RepeatedRow[], subject: string, compared: string): readonly string[] {
  if (rows.length === 0) return [];
  return alignColumns(
    [
      { header: subject, align: 'left', flexible: true },
      { header: 'here', align: 'right' },
      { header: 'there', align: 'right' },
      { header: compared, align: 'right' },
    ],
    rows.map(row => [row.subject, row.here, row.there, row.compared]),
    REPORT_WIDTH,
  );
}
