import type { KernelRow, Section } from '../../analysis/compare/machines/table.ts';
import { estimateText } from '../../analysis/evidence/estimate.ts';
import { formatDuration, formatShare, formatSi } from '../../core/units.ts';
import type { Painter } from '../table/colour.ts';
import { alignColumns, type Column, firstLines, REPORT_WIDTH, wrap } from '../table/text.ts';
import { apartText, cellText } from './compare-words.ts';
import { type Comparison, numberOf } from './comparison.ts';

import { type Lines, toned } from './lines.ts';

/** Kernels × machines, and what is compared with nothing. */

/** Columns of machines beside a kernel's name. */
const MACHINES_BESIDE = 3;

/** What is limited by bytes is shown by bytes. */
function unitOf({ question: { operation } }: Section): 'B/s' | 'FLOP/s' {
  return operation === 'matmul' || operation.startsWith('fma') ? 'FLOP/s' : 'B/s';
}

export function shortSection(comparison: Comparison, section: Section, paint: Painter, most: number): Lines {
  const unit = unitOf(section);
  const beside = section.machines
    .map((machine, index) => ({ number: numberOf(comparison, machine), index }))
    .slice(0, MACHINES_BESIDE)
    .sort((a, b) => a.number - b.number);
  const columns: Column[] = [
    { header: '  kernel', align: 'left', flexible: true },
    ...beside.map(({ number }): Column => ({ header: `${number}`, align: 'right' })),
  ];
  const rows = section.rows
    .slice(0, most)
    .map(({ kernelId, cells }) => [
      `  ${kernelId}`,
      ...beside.map(({ index }) => cellText(cells[index]!, unit)),
    ]);
  const [head = '', ...lines] = alignColumns(columns, rows, REPORT_WIDTH);
  const hidden = section.machines.length - beside.length;
  const more = hidden > 0 ? `, ${beside.length} of ${section.machines.length} machines` : '';
  return [
    ...toned(`${section.title}${more}`, 'heading', paint).slice(0, 1),
    paint('quiet', head),
    ...lines,
    ...launchMark(section.rows.slice(0, most), paint),
  ];
}

function launchMark(rows: readonly KernelRow[], paint: Painter): Lines {
  const marks = new Set(rows.flatMap(({ cells }) => cells.map(cell => cell?.launch)));
  const meanings = [
    ...(marks.has('other') ? ['* not the launch of the others'] : []),
    ...(marks.has('unknown') ? ['? the file does not say what was launched'] : []),
  ];
  return meanings.length === 0 ? [] : [paint('quiet', `  ${meanings.join('; ')}`)];
}

export function longSection(comparison: Comparison, section: Section, paint: Painter): Lines {
  const columns: Column[] = [
    { header: '  kernel', align: 'left', flexible: true },
    { header: '', align: 'right' },
    { header: 'time', align: 'left' },
    { header: 'FLOP/s', align: 'right' },
    { header: 'B/s', align: 'right' },
    { header: 'of roof', align: 'right' },
    { header: 'launch', align: 'left' },
  ];
  const rows = section.rows.flatMap(({ kernelId, cells }) =>
    cells.flatMap((cell, index) =>
      cell === null
        ? []
        : [
            [
              `  ${kernelId}`,
              `${numberOf(comparison, section.machines[index]!)}`,
              estimateText(cell.time, formatDuration),
              cell.flopsPerSecond === null ? 'n/a' : formatSi(cell.flopsPerSecond.value, ''),
              cell.bytesPerSecond === null ? 'n/a' : formatSi(cell.bytesPerSecond.value, ''),
              cell.shareOfRoof === null ? 'n/a' : formatShare(cell.shareOfRoof),
              cell.launch,
            ],
          ],
    ),
  );
  return [...toned(section.title, 'heading', paint), ...alignColumns(columns, rows, REPORT_WIDTH)];
}

export function apartLines(comparison: Comparison, paint: Painter, most: number): Lines {
  const { apart } = comparison.table;
  if (apart.length === 0) return [];
  const shown = apart.slice(0, most).flatMap(line => {
    const text = `  ${apartText(comparison, line)}`;
    return Number.isFinite(most) ? firstLines(text, 1, REPORT_WIDTH) : wrap(text, REPORT_WIDTH, '    ');
  });
  const rest = apart.length - Math.min(most, apart.length);
  return [
    paint(
      'heading',
      `Compared with nothing${rest > 0 ? `, ${shown.length} of ${apart.length} reasons` : ''}`,
    ),
    ...shown,
  ];
}
