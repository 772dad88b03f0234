import type { ResultFile } from '../../core/record/result-file.ts';
import { type SideBySide, type SideRow, sidesBySide } from '../rows/side-by-side.ts';
import type { Painter } from './colour.ts';
import { alignColumns, REPORT_WIDTH, wrap } from './text.ts';

/** Two runs row by row, for a terminal; nothing where no two share a case. */
export function sideBySideTables(files: readonly ResultFile[], paint: Painter): readonly string[] {
  return sidesBySide(files).map(runs => sideTable(runs, paint));
}

export function sideTable({ title, names, overheads, times, note }: SideBySide, paint: Painter): string {
  const [a, b, ratio] = names;
  const table = (header: string, rows: readonly SideRow[], last: readonly string[]) =>
    alignColumns(
      [
        { header, align: 'left', flexible: true },
        ...[a, b, ...last].map(name => ({ header: name, align: 'right' as const })),
      ],
      rows.map(row => [row.subject, row.a, row.b, ...(last.length > 0 ? [row.ratio] : [])]),
      REPORT_WIDTH,
    );
  return [
    ...wrap(title, REPORT_WIDTH, '  ').map(line => paint('heading', line)),
    ...(overheads.length === 0 ? [] : [...table('overhead', overheads, []), '']),
    ...table('time', times, [ratio]),
    ...wrap(note, REPORT_WIDTH),
  ].join('\n');
}
