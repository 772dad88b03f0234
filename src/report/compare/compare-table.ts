import { machineText } from '../../analysis/compare/machines/machine.ts';
import { type Painter, plain } from '../table/colour.ts';
import { cardLines } from '../table/table-card.ts';
import { joined } from '../table/text.ts';
import type { Comparison } from './comparison.ts';

import { type Lines, toned } from './lines.ts';
import { apartLines, longSection, shortSection } from './table-kernels.ts';
import { claimLines, crossoverLines, machineLines } from './table-machines.ts';
import { caseLines, sideLines, unlikeLines } from './table-sides.ts';

/** Of one screen, with a prompt under it. */
export const COMPARE_LINES = 30;

const KERNELS_OF_SIDES = 10;
const KERNELS_OF_SECTION = 6;
/** Under what is compared stand at most so many reasons why something is not. */
const APART_LINES = 3;

export interface CompareTableOptions {
  readonly full: boolean;
  readonly paint?: Painter;
}

/** One screen of COMPARE_LINES lines, or all of it. */
export function toCompareTable(comparison: Comparison, { full, paint = plain }: CompareTableOptions): string {
  const blocks = full ? wholeBlocks(comparison, paint) : screenBlocks(comparison, paint);
  return `${joined(blocks)}\n`;
}

function wholeBlocks(comparison: Comparison, paint: Painter): readonly Lines[] {
  const { sides, machines, table, notes } = comparison;
  return [
    notes.flatMap(note => toned(note, 'warning', paint)),
    ...(sides === null
      ? []
      : [
          sideLines(sides, paint, Number.POSITIVE_INFINITY),
          caseLines(sides, paint),
          unlikeLines(sides, paint),
        ]),
    machineLines(comparison, paint),
    crossoverLines(comparison, paint, Number.POSITIVE_INFINITY),
    claimLines(comparison, paint),
    ...table.sections.map(section => longSection(comparison, section, paint)),
    apartLines(comparison, paint, Number.POSITIVE_INFINITY),
    ...machines.flatMap(({ answer, machine }) =>
      answer === null
        ? []
        : [[...toned(machineText(machine), 'heading', paint), ...cardLines(answer, paint)]],
    ),
  ];
}

/** What comes first is what was asked; sections are shown while there is room. */
function screenBlocks(comparison: Comparison, paint: Painter): readonly Lines[] {
  const { sides, table, notes } = comparison;
  const head = [
    notes.slice(0, 2).flatMap(note => toned(note, 'warning', paint).slice(0, 2)),
    ...(sides === null ? [] : [sideLines(sides, paint, KERNELS_OF_SIDES)]),
    machineLines(comparison, paint),
    ...(sides === null ? [crossoverLines(comparison, paint, 1).slice(0, 5)] : []),
  ].filter(lines => lines.length > 0);
  const end = [
    ...apartLines(comparison, paint, sides === null ? APART_LINES : 1),
    paint('quiet', '--full prints all of it.'),
  ];
  const blocks: Lines[] = [...head];
  let room = COMPARE_LINES - [...head, end].reduce((sum, lines) => sum + lines.length + 1, -1);
  for (const section of table.sections) {
    const lines = shortSection(comparison, section, paint, Math.min(KERNELS_OF_SECTION, room - 3));
    if (room < 5 || lines.length + 1 > room) break;
    blocks.push(lines);
    room -= lines.length + 1;
  }
  return [...blocks, end];
}
